package org.ledplatform.measure;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.phone.Chat;
import org.ledplatform.sandbox.phone.VirtualPhone;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.whatsapp.client.ClientConfig;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.content.Context;
import org.ledplatform.whatsapp.content.Text;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.pairing.QrText;
import org.ledplatform.whatsapp.socket.MemorySockets;

/**
 * A crowd: people write to bots for the first time, all at once, and every message is answered. The
 * people's phones and the whole network run in this JVM too, so the figures are an upper bound of
 * what the bots need. Arguments: a folder, how many bots, people, and messages of each person to
 * each bot. Prints figures, one a line.
 */
final class CrowdMain {

  private static final String TENANT = "local";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
  private final SandboxNetwork network;
  private final FileDeviceStores stores;
  private final List<WhatsAppClient> bots = new ArrayList<>();
  private final List<Account> botAccounts = new ArrayList<>();
  private final List<VirtualPhone> people = new ArrayList<>();
  private final AtomicInteger troubles = new AtomicInteger();
  private final CountDownLatch online;

  private CrowdMain(Path folder, int botCount, int peopleCount) {
    this.network =
        new SandboxNetwork(
            new MemorySandboxStorage(), threads, Clock.systemUTC(), new SecureRandom());
    this.stores = new FileDeviceStores(folder.resolve("devices.mv"));
    this.online = new CountDownLatch(botCount);
    for (int i = 0; i < peopleCount; i++) {
      people.add(phone("Person " + i));
    }
    for (int i = 0; i < botCount; i++) {
      VirtualPhone owner = phone("Bot " + i);
      botAccounts.add(owner.account().orElseThrow());
      bots.add(bot(owner, "bot-" + i));
    }
  }

  private VirtualPhone phone(String name) {
    return network.phones().add(TENANT, name, Optional.empty(), false).orElseThrow();
  }

  private WhatsAppClient bot(VirtualPhone owner, String name) {
    WhatsAppClient[] self = new WhatsAppClient[1];
    self[0] =
        new WhatsAppClient(
            ClientConfig.of(network.rootKey(), "LED"),
            MemorySockets.connector(network::accept, threads),
            stores.of(name),
            threads,
            Clock.systemUTC(),
            new SecureRandom(),
            event -> heard(self[0], owner, event));
    return self[0];
  }

  private void heard(WhatsAppClient bot, VirtualPhone owner, ClientEvent event) {
    switch (event) {
      case ClientEvent.QrOffered qr -> owner.scan(QrText.parse(qr.text()));
      case ClientEvent.Online _ -> online.countDown();
      case ClientEvent.MessageReceived(ReceivedMessage message) ->
          bot.settle(
              message.ref(),
              Optional.of(
                  OutgoingMessage.text(
                      bot.newMessageId(),
                      message.chat(),
                      "answer to " + message.text(),
                      Optional.of(message.asQuote()))));
      case ClientEvent.MessageRefused _, ClientEvent.MessageUndecryptable _ ->
          troubles.incrementAndGet();
      default -> {}
    }
  }

  private void run(int messages, int minutes) throws InterruptedException {
    ticker.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    long setUp = Figures.cpuMillis();
    bots.forEach(WhatsAppClient::connect);
    if (!online.await(minutes, TimeUnit.MINUTES)) {
      throw new IllegalStateException(online.getCount() + " bots are not online");
    }
    stores.flush();
    long heapBefore = Figures.liveHeap();
    long cpu = Figures.cpuMillis();
    long began = System.nanoTime();
    people.forEach(person -> Thread.ofPlatform().start(() -> write(person, messages)));
    int all = people.size() * bots.size() * messages;
    Answers answers = new Answers();
    // Looks often enough, for a phone shows only its last thousand messages.
    Awaitility.await()
        .atMost(Duration.ofMinutes(minutes))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              people.forEach(answers::lookAt);
              return answers.count() >= all;
            });
    long millis = (System.nanoTime() - began) / 1_000_000;
    long used = Figures.cpuMillis() - cpu;
    stores.flush();
    print("answered", answers.count());
    print("answeredTwice", answers.twice());
    print("troubles", troubles.get());
    print("setUpCpuMillis", cpu - setUp);
    print("cpuMillis", used);
    print("millis", millis);
    print("heapBefore", heapBefore);
    print("heapAfter", Figures.liveHeap());
  }

  private static void print(String name, long value) {
    System.out.println(name + "=" + value);
  }

  private void tick() {
    network.tick();
    bots.forEach(WhatsAppClient::tick);
  }

  private void write(VirtualPhone person, int messages) {
    for (int i = 0; i < messages; i++) {
      for (Account bot : botAccounts) {
        person.send(new Chat.Person(bot), new Text("message " + i), Context.NONE);
      }
    }
  }

  /** Runs the crowd. */
  public static void main(String[] args) throws InterruptedException {
    CrowdMain crowd =
        new CrowdMain(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    crowd.run(Integer.parseInt(args[3]), 10);
    System.exit(0);
  }
}
