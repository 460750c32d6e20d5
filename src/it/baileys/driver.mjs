// Runs one unmodified Baileys client for the interop tests and is told what to do with JSON lines.
//
//   node driver.mjs <6|7> <socket address> <root key in hexadecimal> <folder for credentials>
//
// in:  {"do":"open"}                        connect; shows a QR when the folder holds no credentials
//      {"do":"send","to":jid,"text":text}   answered by "sent"
//      {"do":"close"}                       drop the connection, keep the credentials
// out: {"event":"qr","qr"} · {"event":"open","jid","lid"} · {"event":"closed","code"} · {"event":"sent","id"} ·
//      {"event":"message","id","chat","from","fromMe","text","kind"} · {"event":"failed","reason"}
// It ends when its standard input ends. What the client logs goes to standard error.

import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { inspect } from 'node:util';

const [version, address, rootKey, folder] = process.argv.slice(2);
const RESTART_REQUIRED = 515;

const client = version === '7' ? await import('baileys7') : createRequire(import.meta.url)('baileys6');

// Version 7 pins the root key of WhatsApp's certificates; another network brings its own. Nothing else is changed.
client.WA_CERT_DETAILS?.PUBLIC_KEY?.set(Buffer.from(rootKey, 'hex'));

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
const lowest = levels.indexOf(process.env.BAILEYS_LOG ?? 'warn');
const write = (level) => (about, text) =>
  levels.indexOf(level) >= lowest && process.stderr.write(`${level} ${text ?? ''} ${inspect(about, { depth: 4, breakLength: Infinity })}\n`);
const logger = { level: levels[lowest], child: () => logger, ...Object.fromEntries(levels.map((level) => [level, write(level)])) };
const sent = new Map();
let socket;
let wanted = false;

const tell = (event, fields = {}) => process.stdout.write(JSON.stringify({ event, ...fields }) + '\n');

// An absent text is an empty one: decoded messages have defaults.
const textOf = (content) =>
  content?.conversation || content?.extendedTextMessage?.text || content?.ephemeralMessage?.message?.extendedTextMessage?.text || '';

async function open() {
  wanted = true;
  const { state, saveCreds } = await client.useMultiFileAuthState(folder);
  const mine = client.makeWASocket({
    auth: state,
    logger,
    waWebSocketUrl: address,
    markOnlineOnConnect: true,
    getMessage: async (key) => sent.get(key.id),
    // Version 6 does not know a history that comes inside its notification: it would fetch it from WhatsApp's own host.
    ...(version === '6' ? { shouldSyncHistoryMessage: () => false } : {}),
  });
  socket = mine;
  mine.ev.on('creds.update', saveCreds);
  mine.ev.on('connection.update', ({ connection, qr, lastDisconnect }) => {
    if (qr) tell('qr', { qr });
    if (connection === 'open') tell('open', { jid: mine.user?.id ?? '', lid: mine.user?.lid ?? '' });
    if (connection === 'close') closed(lastDisconnect?.error);
  });
  mine.ev.on('messages.upsert', ({ messages, type }) => {
    for (const { key, message } of messages) {
      tell('message', {
        id: key.id, chat: key.remoteJid, from: key.participant || key.remoteJid, fromMe: !!key.fromMe, text: textOf(message), kind: type,
      });
    }
  });
}

function closed(error) {
  const code = error?.output?.statusCode ?? 0;
  // Pairing ends with a request to connect again; every program on this client does so.
  if (code === RESTART_REQUIRED && wanted) return void open().catch(failed);
  tell('closed', { code, reason: String(error?.message ?? '') });
}

async function send({ to, text }) {
  const message = await socket.sendMessage(to, { text });
  sent.set(message.key.id, message.message);
  tell('sent', { id: message.key.id });
}

function close() {
  wanted = false;
  socket?.end(undefined);
}

const failed = (error) => tell('failed', { reason: String(error?.stack ?? error) });
const actions = { open, send, close };

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const command = JSON.parse(line);
    Promise.resolve(actions[command.do]?.(command)).catch(failed);
  })
  .on('close', () => process.exit(0));

process.on('unhandledRejection', failed);
tell('ready', { version });
