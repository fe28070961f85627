/**
 * Names of services whose keys have no form of their own: 32 hex digits, a UUID, forty letters and digits. Their name
 * beside a random value is all that tells what it is. Words of everyday language (Box, Front, Render, Segment) are
 * left out: beside those a value must be assigned to a telling name, as beside any other word.
 */
const NAMES = `
  abbysale abstractapi abuseipdb abyssale accuweather activecampaign acuityscheduling adafruit adobeio adobesign adyen adzuna aerisweather
  aeroworkflow affinda africastalking aftership ahrefs ai21 airbrake airbyte airtable airvisual aiven akamai alchemyapi alconost alegra aleph_alpha
  alephalpha aletheia algolia alibabacloud alienvault allsports alpacamarkets alphavantage amadeus ambee amplitude anthropic anypoint apacta
  api2cart apideck apiflash apifonica apify apilayer apimatic apimetrics apininjas apiscience apitemplate apixu apollo appcues appdynamics appfollow
  appointedd appoptics appsynergy apptivo appveyor arcgis artifactory artsy asana assemblyai atera attio audd auth0 authorizenet autodesk autoklose
  autopilot avaza aviationstack aweber axonaut aylien ayrshare azuredevops bandwidth_ bannerbear baremetrics baserow basisthey beamer beebole belvo
  besnappy besttime betterstack bigcommerce billomat binaryedge bingmaps bintray bitbar bitcoinaverage bitfinex bitflyer bitly bitmex bitpay
  bitquery bitstamp bittrex blablabus blazemeter blitapp blockchair blockcypher blockdaemon blockfrost blocknative blynk bombbomb boostnote borgbase
  botstar braintree braintreegateway braintrust brandfetch brawlstars brightdata briteverify browserbase browserless browserling browserstack
  browshot bscscan buddyns budibase bugherd bugsnag bugsplat builderio buildkite builtwith bulbul bulksms bunnycdn butterbase buttercms bybit caflou
  calendarific calendly calorieninja campaignmonitor campayn cannyio capsulecrm captaindata carboninterface cashboard caspio censys centralstation
  cexio chainstack chargebee chargify chartmogul chatfule checio checklyhq checkvist circleci clarifai clashofclans clearbit clevertap clickatell
  clickhelp clicksend clicktime clickup cliengo clientary clinchpad clockify clockworksms closecrm cloudamqp cloudbees cloudconvert cloudelements
  cloudimage cloudinary cloudkarafka cloudmersive cloudplan cloudsight cloudsmith cloudways cloverly cloze clustdoc codacy codeclimate codecov
  codemagic codequiry codesandbox coinapi coinbase coincap coingecko coinglass coinlayer coinlib coinmarketcap coinpayments collect2 commento
  commercejs companieshouse companyhub configcat confluent constellix contabo contentful contentstack conversiontools convertapi convertkit convier
  copyai copyleaks copyscape coralogix coresignal coreweave couchbase countrylayer courier coveralls craftmypdf crawlera crossbrowsertesting crowdin
  crowdstrike crunchbase crunchybridge cryptocompare cryptopanic currencycloud currencyfreaks currencylayer currencyscoop currentsapi customerguru
  customerio cybersource d7network dailyco dailymotion dandelion daraza dareboost databox databricks datadog dataform dataforseo datagov datocms
  deepai deepgram deepl deepseek deepset dehashed delighted demio dependencytrack detectify detectlanguage dfuse diffbot diggernaut digicert
  digitalocean discogs disqus dnscheck dnsimple dnspod docparser documo docusign doppler dotdigital dovico dreamhost dribbble dronahq droneci
  dropbox duckdns duffel dune_api duply dwolla dynadot dynalist dynatrace dyspatch eagleeyenetworks easyinsight ecostruxure edamam edenai edgecast
  eightxeight elasticemail elevenlabs eloqua emailable enablex endorlabs envoyapi equinix esendex etherscan ethplorer etsyapi eventbrite eventful
  everhour exchangerate exchangeratesapi exportsdk extractorapi faceit_ faceplusplus facepp fanarttv fastforex fastly fastspring faunadb feedier
  fetchrss fibery figma fileio filestack finage financialmodelingprep findl findthatlead finicity finnhub firecrawl firehydrant fitbit fivetran
  fixerio flagsmith flatio fleetbase flexport flickr flightapi flightaware flightlabs flightstats flowdash flowflu flutterwave formbucket formcraft
  formio formsite fortniteapi foursquare fraudguard freshbooks freshdesk freshsales freshservice freshworks fullcontact fullstory fusebill fxmarket
  garmin geckoboard gemfury gengo geoapify geocode geocodify geocodio geoipifi geoipify geonames getemail getemails getgeoapi getgist getresponse
  getsandbox giphy gitter gladia gladly_ glassnode glitterly gocanvas gocardless godaddy goodday gorgias gptzero graphcms graphhopper greynoise
  groovehq growthbook gtmetrix guardianapi gumroad gupshup gyazo happyscribe harness hasura hellosign helpcrunch helpscout hereapi heroku hetzner
  hevodata heygen_ hibp hightouch hiveage hivehr holidayapi honeybadger honeycomb hostinger hotwire html2pdf htmlcsstoimage hubspot hudsonrock
  huggingface hunter_ hunterio hybiscus hygraph hyperping hypertrack hyvor ibmcloud iconfinder iconosquare ideogram iexapis iexcloud igdb_ imagekit
  imagga imgbb imgix imgur imperva improvmx incapsula incidentio infobip infura infusionsoft inkdit insightly instabot instamojo instana instatus
  integromat intelx intercom interseller intotheblock intrinio invoiceocean ip2location ipapi ipdata ipgeolocation ipify ipinfo ipinfodb ipquality
  ipqualityscore ipregistry ipstack ipwhois iterable jasperai jfrog jiratoken jotform jumio jumpcloud jumpseller jupiterone jwplayer kaiko kairosdb
  kaleyra kamatera kanbantool karmacrm keenio keycdn keygen kickbox kinsta kintone kiwi_api klarna klaviyo klipfolio knapsackpro kontent kraken
  kucoin kustomer kylas lacework lambdalabs languagelayer languagetool larksuite lastfm launchdarkly leadfeeder leakix leanplum leaseweb lemlist
  lemonsqueezy lendflow leonardoai lessannoyingcrm lexigram lightonai lightstep linemessaging linenotify linkpreview listmonk liveagent livestorm
  loadmill locationiq locize logdna logentries loggly loginradius logmein logzio lokalise loyverse luadns lufthansa luminati lunarcrush lunchmoney
  lusha madkudu magicbell mailboxlayer mailchimp mailerlite mailgun mailjet mailmodo mailsac mailtrap mailwizz majesticseo mandrill mapbox mapillary
  mapquest maptiler marketo marketstack mattermost mautic mavenlink maxmind meaningcloud mediastack meistertask meraki merriamwebster mesibo
  messagebird messari messente metaapi metabase meteomatics metrilo mezmo microlink midjourney midtrans mindmeister mixcloud mixmax mixpanel
  mockaroo moderationapi moengage mollie monkeylearn moonclerk moonpay moosend moralis moz_api mozscape mparticle mrticktock msg91 murf_ musixmatch
  myfreshworks myintervals namecheap nasdaqdatalink neon_api netbird nethunt netlify netmaker netsuite neutrinoapi neverbounce newrelic newsapi
  newscatcher nexmo nftport nicereply nightfall nimble nitro nlpcloud nodebb nordigen noticeable notificare nownodes nowpayments nozbe nsone_
  numverify nutritionix nylas nytimes oanda oandaapi octopusdeploy omdbapi omnisend onedesk onelogin onepagecrm onesignal onfido onfleet ontraport
  onwater onyphe oopspam openaq opencage opencagedata opencorporates openexchangerates openfigi opengraph opennode openrouteservice openuv openvpn
  openweather openweathermap openzeppelin opsgenie optimizely ottertune ouraring overloop ovhcloud owlbot oxforddictionaries oxylabs packagecloud
  paddle pagarme pagerduty paligo pandadoc pandascore paperform paperspace papertrail paralleldots pardot parsehub parseur partnerstack passbase
  pastebin paydirt paymo paymongo payoneer paypal paystack pdflayer pdfshift peopledatalabs pepipost percy persona_ pexels pganalyze phantombuster
  photoroom phraseapp pinata pinecone pingdom pipedream pipedrive piplapi pitchbook pivotaltracker pixabay plaid planetscale planview planyo playht
  plivo podio poeditor pollsapi poloniex polygonio porkbun portainer positionstack postageapi postbacks posthog postmark powrbot prerender
  pricehubble prismic privatemailhost procore prodpad productboard proofhub prospectcrm prospectio protocolsio proxycrawl pubgapi pubnub pulumi
  purestake pushbullet pusher pushover qase quaderno qualaroo qualtrics qubole questdb quickbase quickbooks quickmetrics quicknode railway rapidapi
  rawgapi raygun razorpay reachmail readme reallysimplesystems reamaze rebrandly rechargepayments recordedfuture recruitee recurly redhatpyxis
  redislabs redmine removebg rentman repairshopr replicate replyio requestfinance resend restpack restpackhtmltopdfapi retellai rev_ai revai_
  revampcrm richpanel ringcentral riotgames ritekit robinhoodcrypto rocketreach rockset rollbar roninapp rootly route4me rownd rubygems rudderstack
  runrunit runwayml sabreapi saladcloud salesblink salescookie salesflare salesloft salesmate saltedge santiment sardine_ satismeter saucelabs
  savvycal scaleserp scaleway scalr scalyr scrapeops scrapeowl scraperapi scraperbox scrapersite scrapestack scrapfly scrapin scrapingant
  scrapingbee scrapingdog screenshotapi screenshotlayer scrutinizer securitytrails segmentio selectpdf sellfy semaphoreci sematext semrush sendbird
  sendgrid sendinblue sendpulse sentinelhub sentry seon_ serpapi serphouse serpstack serpstat serpwow serveravatar serverdensity servicenow sheety
  sherpadesk shipday shippo shippoapi shodan shopify shortpixel shotstack shutterstock sigmacomputing signable signalwire signaturit signeasy
  signiant signnow signupgenius signwell sigopt simfin similarweb simplesat simplynoted simvoly sinch singlestore siteleaf skrappio skybiometry
  skyscanner smartling smartproxy smartsheet smartsheets smartystreets smooch smsapi smtp2go snipcart snovio snyk snykkey socketlabs solarwinds
  sonarcloud sonarqube sonix soundcloud sourcegraph sparkpost spectralops speechmatics speechtext splitio splunk spoonacular sportradar sportsmonk
  spotify spycloud sqreen squadcast squarespace squareup sslmate stabilityai stackpath stadiamaps statsig statuscake statuspage statuspal steamapi
  stitchdata stockdata stockx storecove stormboard stormglass storyblok storychief strapi_ strava stripe stripo stytch sugester sumologic sumsub
  supabase supernotes surveyanyplace surveybot surveymonkey surveysparrow survicate swiftype symblai synthesia tableau tailscale talenthr tallyfy
  tatum_ tatumio taxjar teamgate teamworkcrm teamworkdesk technicalanalysisapi tefter telegram telesign teletype telnyx tenderly tequila_api termii
  terraapi terraformcloud testingbot textlocal textmagic textrazor thehive themoviedb theoddsapi thetvdb thingsboard thinkific thirdweb thousandeyes
  threatconnect threatjammer thunderforest ticketmaster tickettailor tiingo timecamp timekit timescale timezoneapi tinkapi tinypng tmdb_ tmetric
  todoist togetherai toggltrack tokeet tokenmetrics tomorrowio tomtom trackergg tradier transferwise transifex transloadit travelpayouts travisci
  trello tripadvisor truelayer truenas trulioo trustpilot twelvedata twilio twingate twitchapi twitter tyntec typeform typesense typetalk ubidots
  uclassify unifyid unplugg unsplash upcdatabase upcloud uplead uploadcare upstash uptimerobot upwave urlscan userflow usersnap userstack usetiful
  vagrantcloud valueserp vatlayer vbout veevavault vercel veriff verifier verimail veriphone versioneye victorops viewneo vimeo virustotal
  visualcrossing voiceflow voicegain voilanorbert vonage voodoosms vouchery vpnapi vultr vwo walkscore wandb wappalyzer weatherapi weatherbit
  weatherstack web3storage webengage webex webflow webscraper webscraping webscrapingapi websitepulse weightsandbiases wepay what3words whoop_ whoxy
  wise_api wistia withings woocommerce wordnik workable worksnaps workstack worldcoinindex worldpay worldtides worldweather wrike writesonic xero
  xmatters yandex yelp yodlee youneedabudget yousign youtubeapi zapier zapierwebhook zendesk zenduty zenkit zenrows zenscrape zenserp zeplin
  zerobounce zerotier zipapi zipbooks zipcodeapi zipcodebase zohocrm zonkafeedback zoomeye zoominfo zulip zulipchat zyte
`;

/** In lower case, none of them the start of another. */
export const VENDORS: readonly string[] = withoutLonger(
  NAMES.trim()
    .split(/\s+/)
    .filter((name) => name.length >= 4),
);

/** A name that starts with another one is found with that one. */
function withoutLonger(names: readonly string[]): string[] {
  const kept: string[] = [];
  for (const name of names.toSorted()) {
    const last = kept.at(-1);
    if (last === undefined || !name.startsWith(last)) kept.push(name);
  }
  return kept;
}
