// Runs one unmodified Baileys client for the interop tests and is told what to do with JSON lines.
//
//   node driver.mjs <6|7> <socket address> <root key in hexadecimal> <folder for credentials> [<host:port of the media host>]
//
// in:  {"do":"open"}                        connect; shows a QR when the folder holds no credentials
//      {"do":"send","to":jid,"text":text}   answered by "sent"
//      {"do":"close"}                       drop the connection, keep the credentials
//      {"do":"call","ref":n,"method":m,"args":[…]}       a method of the socket, answered by "result" or "refused"
//      {"do":"download","ref":n,"message":m,"file":path} decrypts the media of a message into a file
//      {"do":"vote","ref":n,"poll":m,"options":[…],…}    votes in a poll, which Baileys has no call for
//      {"do":"votes","ref":n,"poll":m,"vote":m,…}        what a vote in its poll chose
// out: {"event":"qr","qr"} · {"event":"open","jid","lid"} · {"event":"closed","code"} · {"event":"sent","id"} ·
//      {"event":"message","id","chat","from","fromMe","text","kind"} · {"event":"failed","reason"} ·
//      {"event":"result","ref","value"} · {"event":"refused","ref","code","reason"} ·
//      {"event":"heard","name","data"}       everything that Baileys itself reports, under its own names
// Bytes inside arguments, values and data are {"type":"Buffer","data":base64}, as Baileys writes them into its own files.
// It ends when its standard input ends. What the client logs goes to standard error.

import { createCipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { inspect } from 'node:util';

const [version, address, rootKey, folder, mediaHost] = process.argv.slice(2);
const RESTART_REQUIRED = 515;
const ONLY_MEDIA_HOST = 'mmg.whatsapp.net';

const require = createRequire(import.meta.url);
const client = version === '7' ? await import('baileys7') : require('baileys6');

// Version 7 pins the root key of WhatsApp's certificates; another network brings its own. Nothing else is changed.
client.WA_CERT_DETAILS?.PUBLIC_KEY?.set(Buffer.from(rootKey, 'hex'));

// Baileys fetches histories from WhatsApp's own media host, whatever the network says. This program leads that name to the
// media host of its network, as a name server would; nothing leaves this machine.
const led = (url) => {
  const place = new URL(url);
  if (place.hostname !== ONLY_MEDIA_HOST) return url;
  if (!mediaHost) throw new Error('This network has no media host');
  return `https://${mediaHost}${place.pathname}${place.search}`;
};
const fetchFromThere = globalThis.fetch;
globalThis.fetch = (url, options) => fetchFromThere(led(url), options);
if (version === '6') {
  const axios = createRequire(require.resolve('baileys6'))('axios');
  axios.interceptors.request.use((request) => ({ ...request, url: led(request.url) }));
}

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
const lowest = levels.indexOf(process.env.BAILEYS_LOG ?? 'warn');
const write = (level) => (about, text) =>
  levels.indexOf(level) >= lowest && process.stderr.write(`${level} ${text ?? ''} ${inspect(about, { depth: 4, breakLength: Infinity })}\n`);
const logger = { level: levels[lowest], child: () => logger, ...Object.fromEntries(levels.map((level) => [level, write(level)])) };
const sent = new Map();
const sending = new Set();
let socket;
let wanted = false;

const { replacer, reviver } = client.BufferJSON;
const tell = (event, fields = {}) => process.stdout.write(JSON.stringify({ event, ...fields }, replacer) + '\n');

// An absent text is an empty one: decoded messages have defaults.
const textOf = (content) =>
  content?.conversation || content?.extendedTextMessage?.text || content?.ephemeralMessage?.message?.extendedTextMessage?.text || '';

// A reader may ask again for a message before the call that sends it has come back.
async function remembered(key) {
  await Promise.allSettled(sending);
  return sent.get(key.id);
}

async function remembering(message) {
  sending.add(message);
  try {
    const { key, message: content } = await message;
    sent.set(key.id, content);
    return message;
  } finally {
    sending.delete(message);
  }
}

async function open() {
  wanted = true;
  const { state, saveCreds } = await client.useMultiFileAuthState(folder);
  const mine = client.makeWASocket({
    auth: state,
    logger,
    waWebSocketUrl: address,
    markOnlineOnConnect: true,
    getMessage: remembered,
    // Version 6 reads histories from media hosts only.
    ...(version === '6' && !mediaHost ? { shouldSyncHistoryMessage: () => false } : {}),
  });
  socket = mine;
  mine.ev.on('creds.update', saveCreds);
  mine.ev.on('connection.update', ({ connection, qr, lastDisconnect }) => {
    if (qr) tell('qr', { qr });
    if (connection === 'open') tell('open', { jid: mine.user?.id ?? '', lid: mine.user?.lid ?? '' });
    if (connection === 'close') closed(lastDisconnect?.error);
  });
  mine.ev.process((events) => {
    for (const [name, data] of Object.entries(events)) {
      if (name !== 'creds.update' && name !== 'connection.update') tell('heard', { name, data: plain(data) });
    }
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
  const message = await remembering(socket.sendMessage(to, { text }));
  tell('sent', { id: message.key.id });
}

function close() {
  wanted = false;
  socket?.end(undefined);
}

// Decoded messages keep their defaults in prototypes and their long numbers in objects.
function plain(value) {
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value.toNumber === 'function') return value.toNumber();
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, plain(field)]));
}

async function answer(ref, question) {
  try {
    tell('result', { ref, value: plain((await question()) ?? null) });
  } catch (error) {
    tell('refused', { ref, code: Number(error?.data) || error?.output?.statusCode || 0, reason: String(error?.message ?? error) });
  }
}

const call = ({ ref, method, args }) =>
  answer(ref, async () => {
    const value = socket[method](...args);
    return method === 'sendMessage' ? remembering(value) : value;
  });

const download = ({ ref, message, file }) =>
  answer(ref, async () => {
    const bytes = await client.downloadMediaMessage(message, 'buffer', {}, { logger, reuploadRequest: socket.updateMediaMessage });
    await writeFile(file, bytes);
    return bytes.length;
  });

const bare = (jid) => client.jidNormalizedUser(jid);

const vote = ({ ref, poll, options, voter, creator }) =>
  answer(ref, async () => {
    const secret = poll.message.messageContextInfo.messageSecret;
    const about = Buffer.from(poll.key.id + bare(creator) + bare(voter) + 'Poll Vote');
    const key = Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), about, 32));
    const chosen = options.map((option) => createHash('sha256').update(option).digest());
    const plainVote = client.proto.Message.PollVoteMessage.encode({ selectedOptions: chosen }).finish();
    const encIv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, encIv);
    cipher.setAAD(Buffer.from(`${poll.key.id}\0${bare(voter)}`));
    const encPayload = Buffer.concat([cipher.update(plainVote), cipher.final(), cipher.getAuthTag()]);
    const message = {
      pollUpdateMessage: { pollCreationMessageKey: poll.key, vote: { encPayload, encIv }, senderTimestampMs: Date.now() },
    };
    return socket.relayMessage(poll.key.remoteJid, message, {});
  });

const votes = ({ ref, poll, vote: { key, message }, voter }) =>
  answer(ref, () => {
    const chosen = client.decryptPollVote(message.pollUpdateMessage.vote, {
      pollEncKey: poll.message.messageContextInfo.messageSecret,
      pollCreatorJid: bare(socket.user.id),
      pollMsgId: poll.key.id,
      voterJid: voter ?? key.remoteJid,
    }).selectedOptions.map((hash) => Buffer.from(hash).toString('hex'));
    const polled = poll.message.pollCreationMessage ?? poll.message.pollCreationMessageV3;
    return polled.options
      .map(({ optionName }) => optionName)
      .filter((name) => chosen.includes(createHash('sha256').update(name).digest('hex')));
  });

const failed = (error) => tell('failed', { reason: String(error?.stack ?? error) });
const actions = { open, send, close, call, download, vote, votes };

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const command = JSON.parse(line, reviver);
    Promise.resolve(actions[command.do]?.(command)).catch(failed);
  })
  .on('close', () => process.exit(0));

process.on('unhandledRejection', failed);
tell('ready', { version });
