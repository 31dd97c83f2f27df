// Which browser, and how it is started: the same for tests, pictures and measurements.

export const executablePath = process.env.CHROMIUM_BIN || '/usr/bin/chromium';

// Containers have neither a sandbox nor a graphics card, and a browser that calls home
// would show up in the counts of requests.
export const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
