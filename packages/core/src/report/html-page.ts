/** The page around the HTML report: its style and its script, which fetch nothing. */

export const STYLE = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--text:#1b1f24;--soft:#59636e;--line:#d9dee4;--code:#f0f2f5;--accent:#0b57d0;--mark:#ffe08a;--mark-text:#4a3500;--critical:#a40e26;--critical-bg:#ffe3e6;--high:#9a3412;--high-bg:#ffedd8;--medium:#7a5b00;--medium-bg:#fff4cc;--low:#3d4f63;--low-bg:#e6edf5}
@media (prefers-color-scheme:dark){:root{--bg:#0f1216;--card:#171c22;--text:#e7ebf0;--soft:#a3adb9;--line:#2d353f;--code:#0f141a;--accent:#8ab4ff;--mark:#5c4700;--mark-text:#ffe9a8;--critical:#ffb3bd;--critical-bg:#4a1219;--high:#ffc79a;--high-bg:#46270f;--medium:#ffe08a;--medium-bg:#3d3000;--low:#bccbdc;--low-bg:#263341}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
a{color:var(--accent)}
.skip{position:absolute;left:-999px}
.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:9}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
header,main,footer{max-width:64rem;margin:0 auto;padding:0 1rem}
header{padding-top:1.5rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .25rem}
h2{font-size:1.125rem;margin:2rem 0 .5rem}
h3{font-size:1.0625rem;line-height:1.35;margin:0}
.lead{margin:0;color:var(--soft)}
.numbers{display:grid;grid-template-columns:repeat(auto-fit,minmax(8rem,1fr));gap:.5rem;margin:1rem 0;padding:0;list-style:none}
.numbers li{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.5rem .9rem;color:var(--soft)}
.numbers b{display:block;font-size:1.35rem;line-height:1.2;color:var(--text);font-variant-numeric:tabular-nums}
.tools{position:sticky;top:0;z-index:2;background:var(--bg);padding:.6rem 0;display:flex;flex-wrap:wrap;gap:.6rem 1.2rem;align-items:center;border-bottom:1px solid var(--line);margin-bottom:1rem}
.tools[hidden]{display:none}
.tools .search{flex:1 1 16rem;display:flex;align-items:center;gap:.5rem}
.tools input[type=search]{flex:1;min-width:0;font:inherit;color:inherit;background:var(--card);border:1px solid var(--soft);border-radius:8px;padding:.45rem .7rem}
fieldset{border:0;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.35rem;align-items:center}
legend{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.chip{position:relative;display:inline-flex;align-items:center;gap:.35rem;border:1px solid var(--line);border-radius:999px;padding:.3rem .75rem;background:var(--card);cursor:pointer;min-height:2rem}
.chip input{margin:0;accent-color:var(--accent)}
.chip:has(:focus-visible){outline:3px solid var(--accent);outline-offset:2px}
.count{color:var(--soft);margin:0;font-variant-numeric:tabular-nums}
.secret{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1rem;margin:0 0 .9rem;scroll-margin-top:6.5rem;content-visibility:auto;contain-intrinsic-size:auto 14rem}
.secret[hidden]{display:none}
.secret:focus-visible{outline-offset:0;border-radius:12px}
.head{display:flex;flex-wrap:wrap;gap:.4rem .6rem;align-items:baseline}
.badge{font-size:.8125rem;font-weight:600;border-radius:6px;padding:.1rem .5rem;white-space:nowrap}
.critical{color:var(--critical);background:var(--critical-bg)}.high{color:var(--high);background:var(--high-bg)}.medium{color:var(--medium);background:var(--medium-bg)}.low{color:var(--low);background:var(--low-bg)}
pre,code{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
.mask{background:var(--code);border-radius:5px;padding:.05rem .35rem}
.about{margin:.4rem 0 0;color:var(--soft)}
.about b{color:var(--text);font-weight:600}
.places{list-style:none;margin:.75rem 0 0;padding:0}
.places li{border-top:1px solid var(--line);padding:.55rem 0 0;margin-top:.55rem}
.where{font-weight:600}
.in{color:var(--soft);font-size:.875rem}
pre{background:var(--code);border-radius:8px;margin:.35rem 0 0;padding:.5rem .7rem;overflow-x:auto;white-space:pre;overflow-wrap:normal}
mark{background:var(--mark);color:var(--mark-text);border-radius:3px;padding:0 .1em}
details{margin-top:.6rem}
summary{cursor:pointer;padding:.25rem 0;font-weight:600}
.plain{margin:.25rem 0;padding-left:1.25rem}
.plain li{margin:.2rem 0}
.empty{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:2rem 1rem;text-align:center;font-size:1.0625rem}
footer{color:var(--soft);padding:2rem 1rem 3rem}
kbd{font:12px ui-monospace,monospace;border:1px solid var(--line);border-bottom-width:2px;border-radius:4px;padding:0 .3rem;background:var(--card)}
.keys{display:none}
@media (hover:hover) and (min-width:48rem){.keys{display:block}}
@media (max-width:40rem){pre{white-space:pre-wrap;overflow-wrap:anywhere}.tools{position:static}.secret{scroll-margin-top:.5rem;padding:.85rem}h1{font-size:1.3rem}}
@media print{.tools,.keys,.skip{display:none}.secret{break-inside:avoid}body{background:#fff}}
`;

/** Filters as one types; \`/\` goes to the field, j and k to the next and the former secret. */
export const SCRIPT = `
(() => {
  const tools = document.querySelector('.tools');
  if (!tools) return;
  const field = tools.querySelector('input[type=search]');
  const boxes = [...tools.querySelectorAll('input[type=checkbox]')];
  const secrets = [...document.querySelectorAll('.secret')];
  const texts = secrets.map((secret) => secret.textContent.toLowerCase());
  const count = tools.querySelector('.count');
  const apply = () => {
    const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const on = new Set(boxes.filter((box) => box.checked).map((box) => box.name + ':' + box.value));
    let shown = 0;
    secrets.forEach((secret, i) => {
      const { severity, confidence } = secret.dataset;
      const fits = on.has('severity:' + severity) && on.has('confidence:' + confidence) && words.every((word) => texts[i].includes(word));
      secret.hidden = !fits;
      if (fits) shown++;
    });
    count.textContent = shown === secrets.length ? secrets.length + (secrets.length === 1 ? ' secret' : ' secrets') : shown + ' of ' + secrets.length + ' secrets';
  };
  tools.hidden = false;
  tools.addEventListener('input', apply);
  apply();
  const move = (by) => {
    const shown = secrets.filter((secret) => !secret.hidden);
    if (shown.length === 0) return;
    const at = shown.indexOf(document.activeElement && document.activeElement.closest('.secret'));
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + by));
    shown[next].focus();
    shown[next].scrollIntoView({ block: 'nearest' });
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target === field;
    if (event.key === '/' && !typing) { event.preventDefault(); field.focus(); field.select(); }
    else if (event.key === 'Escape' && typing) { field.value = ''; apply(); field.blur(); }
    else if (!typing && event.key === 'j') move(1);
    else if (!typing && event.key === 'k') move(-1);
  });
})();
`;
