package org.ledplatform.link;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.ledplatform.bot.BotLink;
import org.ledplatform.bot.SessionVault;
import org.ledplatform.bot.SessionVault.VaultId;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/** Logs a device in only to log it out. Whatever else the network has to say is let go. */
final class FarewellLink implements BotLink {

  private static final Set<RecordKind> LEFT_BEHIND =
      EnumSet.of(
          RecordKind.OUTBOX,
          RecordKind.INBOX,
          RecordKind.RETRY_WAITING,
          RecordKind.MISSING_MESSAGE,
          RecordKind.PEER_NOTICE);

  private final WhatsAppClient client;

  /**
   * @param client makes the client over this store, with these listeners
   */
  FarewellLink(ClientMaker client, DeviceStore copy) {
    this.client = client.make(copy, this::hear);
  }

  /** Makes a client. */
  @FunctionalInterface
  interface ClientMaker {
    WhatsAppClient make(DeviceStore store, Consumer<ClientEvent> events);
  }

  /**
   * What the device needs to log in, copied out of its vault. What waits to be sent, answered or
   * fetched stays behind: nobody expects it from a bot that is being removed.
   */
  static DeviceStore copyOf(SessionVault vault, VaultId id) {
    var copy = new MemoryDeviceStore();
    for (RecordKind kind : RecordKind.values()) {
      if (!LEFT_BEHIND.contains(kind)) {
        copy.commit(
            vault.list(id, kind.name()).stream()
                .<StoreChange>map(entry -> StoreChange.put(kind, entry.name(), entry.value()))
                .toList());
      }
    }
    return copy;
  }

  private void hear(ClientEvent event) {
    if (event instanceof ClientEvent.Online) {
      client.logOut();
    }
  }

  @Override
  public void open() {
    client.connect();
  }

  @Override
  public void close() {
    client.disconnect();
  }

  @Override
  public void logOut() {
    client.logOut();
  }

  @Override
  public void tick() {
    client.tick();
  }
}
