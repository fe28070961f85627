/** What starts `staunch state watch` when its user logs in: a unit of systemd, an agent of launchd. */

export interface Service {
  /** The program and its arguments. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

const LABEL = 'dev.staunch.state-watch';

/** A word as systemd reads it: in quotes, with its specifiers and variables doubled. */
function systemdWord(word: string): string {
  const escaped = word.replace(/["\\]/g, '\\$&').replaceAll('%', '%%').replaceAll('$', '$$$$');
  return `"${escaped.replaceAll('\n', '\\n')}"`;
}

/** For `~/.config/systemd/user/staunch-watch.service`. */
export function systemdUnit({ command, environment }: Service): string {
  const variables = Object.entries(environment).map(
    // an assignment knows no variables
    ([name, value]) => `Environment=${systemdWord(`${name}=${value}`).replaceAll('$$', '$')}\n`,
  );
  return `# systemctl --user enable --now staunch-watch.service, once this is ~/.config/systemd/user/staunch-watch.service
[Unit]
Description=Staunch: take secrets out of what coding agents leave on disk
Documentation=man:staunch(1)

[Service]
Type=exec
ExecStart=${command.map(systemdWord).join(' ')}
${variables.join('')}Restart=on-failure
RestartSec=60
# a redaction comes to its end
KillMode=mixed
TimeoutStopSec=10min
Nice=10
IOSchedulingClass=idle
NoNewPrivileges=yes
UMask=0077

[Install]
WantedBy=default.target
`;
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** For `~/Library/LaunchAgents/dev.staunch.state-watch.plist`. */
export function launchdPlist({ command, environment }: Service): string {
  const words = command.map((word) => `    <string>${xml(word)}</string>\n`).join('');
  const variables = Object.entries(environment)
    .map(([name, value]) => `    <key>${xml(name)}</key>\n    <string>${xml(value)}</string>\n`)
    .join('');
  const own = variables === '' ? '' : `  <key>EnvironmentVariables</key>\n  <dict>\n${variables}  </dict>\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!-- launchctl load ~/Library/LaunchAgents/${LABEL}.plist, once this is there -->
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${LABEL}</string>
  <key>ProgramArguments</key>
  <array>
${words}  </array>
${own}  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
  <key>ExitTimeOut</key>
  <integer>600</integer>
  <key>ProcessType</key>
  <string>Background</string>
  <key>LowPriorityIO</key>
  <true/>
  <key>Umask</key>
  <integer>63</integer>
</dict>
</plist>
`;
}
