package org.ledplatform.whatsapp.stanza;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.crypto.InvalidKeyException;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.UnvouchedDeviceException;
import org.ledplatform.whatsapp.message.Vouching;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;
import org.ledplatform.whatsapp.signal.PreKeyBundle;
import org.ledplatform.whatsapp.signal.SignalAddress;
import org.ledplatform.whatsapp.signal.SignalCipher;
import org.ledplatform.whatsapp.signal.SignalException;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.StagedStore;

/**
 * Begins signal sessions with devices that we never wrote to, from the keys that the network hands
 * out (protocol §6.3). Safe for use by many threads.
 */
public final class SessionSupply {

  /** Devices in one question: their keys take about 200 bytes each. */
  private static final int MOST = 128;

  private final Queries queries;
  private final Joined<Jid, Boolean> questions;
  private final DeviceStore store;
  private final Contacts contacts;
  private final Vouching vouching;
  private final SignalCipher cipher;
  private final Consumer<DeviceEvent> events;

  /**
   * @param turn runs a task after those that are waiting now: whoever is asked about until then is
   *     in the same question
   */
  public SessionSupply(
      Queries queries,
      DeviceStore store,
      Contacts contacts,
      Vouching vouching,
      SignalCipher cipher,
      Consumer<DeviceEvent> events,
      Executor turn) {
    this.queries = queries;
    this.questions = new Joined<>(MOST, turn, this::ask);
    this.store = store;
    this.contacts = contacts;
    this.vouching = vouching;
    this.cipher = cipher;
    this.events = events;
  }

  /**
   * Makes sure that there are signal sessions with these devices.
   *
   * @param ready hears with which of them there are, at once or on the thread that handles stanzas;
   *     a device whose keys are missing or do not verify is left out
   * @param failed hears why the network could not tell
   */
  public void ensure(
      Collection<Jid> devices, Consumer<List<Jid>> ready, Consumer<QueryFailure> failed) {
    ensure(devices, true, ready, failed);
  }

  /** A new identity ends the sessions with a person's other devices: these are asked for next. */
  private void ensure(
      Collection<Jid> devices,
      boolean again,
      Consumer<List<Jid>> ready,
      Consumer<QueryFailure> failed) {
    List<Jid> missing = devices.stream().filter(jid -> !hasSession(jid)).toList();
    if (missing.isEmpty()) {
      ready.accept(List.copyOf(devices));
      return;
    }
    List<Jid> had = devices.stream().filter(jid -> !missing.contains(jid)).toList();
    questions.ask(
        missing,
        _ -> {
          if (again && !had.stream().allMatch(this::hasSession)) {
            ensure(devices, false, ready, failed);
          } else {
            ready.accept(devices.stream().filter(this::hasSession).toList());
          }
        },
        failed);
  }

  private void ask(
      List<Jid> missing, Consumer<Map<Jid, Boolean>> answered, Consumer<QueryFailure> failed) {
    queries.ask(
        Questions.keysOf(missing),
        answer -> {
          try {
            begin(answer, missing, (_, _) -> true);
          } catch (UnexpectedNodeException | MalformedJidException e) {
            failed.accept(new QueryFailure.Unreadable(String.valueOf(e.getMessage())));
            return;
          }
          answered.accept(Map.of());
        },
        failed);
  }

  /**
   * Asks for the keys of a person's phone although there is a session: somebody says that it has
   * another identity. Only if it has, a new session begins.
   *
   * @param failed hears why the network could not tell
   */
  public void check(Jid phone, Consumer<QueryFailure> failed) {
    queries.ask(
        Questions.keysOf(List.of(phone)),
        answer -> {
          try {
            begin(answer, List.of(phone), this::isAnother);
          } catch (UnexpectedNodeException | MalformedJidException e) {
            failed.accept(new QueryFailure.Unreadable(String.valueOf(e.getMessage())));
          }
        },
        failed);
  }

  private boolean isAnother(Jid device, PreKeyBundle bundle) {
    return cipher
        .identityOf(contacts.addressOf(device))
        .filter(bundle.identity()::equals)
        .isEmpty();
  }

  /**
   * Begins a signal session with a device that sent its keys itself. A new identity is believed,
   * told, and ends the signal sessions with the other devices of the same person.
   *
   * @param papers what a companion shows: its device identity, signed by its account
   * @throws UnvouchedDeviceException when a companion shows nothing good
   */
  public void begin(Jid device, PreKeyBundle bundle, Optional<byte[]> papers) {
    begin(device, bundle, papers, new HashSet<>());
  }

  /**
   * @param begun sessions that the same answer began, to which this one is added
   */
  private void begin(
      Jid device, PreKeyBundle bundle, Optional<byte[]> papers, Set<SignalAddress> begun) {
    boolean changed =
        contacts.locking(
            List.of(device),
            () -> {
              SignalAddress address = contacts.addressOf(device);
              SignalCipher.Begun session = cipher.startSession(address, bundle);
              // Both may add to the index of the person's devices.
              StagedStore staged = new StagedStore(store);
              staged.commit(session.changes());
              staged.commit(vouching.require(staged, device, bundle.identity(), papers));
              if (session.identityChanged()) {
                staged.commit(contacts.droppingOthers(device, begun));
              }
              store.commit(staged.changes());
              begun.add(address);
              return session.identityChanged();
            });
    if (changed) {
      events.accept(new StateEvent.IdentityChanged(device.withoutDevice()));
    }
  }

  /** Phones come before their companions, for which they vouch. */
  private void begin(Node answer, Collection<Jid> asked, BiPredicate<Jid, PreKeyBundle> wanted) {
    List<Jid> refused = new ArrayList<>();
    Set<SignalAddress> begun = new HashSet<>();
    List<Node> users =
        answer.requireChild("list").children("user").stream()
            .sorted(Comparator.comparing(user -> user.requireJid("jid").device() != 0))
            .toList();
    for (Node user : users) {
      Jid device = user.requireJid("jid");
      if (!asked.contains(device) || user.child("error").isPresent()) {
        refused.add(device);
        continue;
      }
      try {
        PreKeyBundle bundle = KeyNodes.bundle(user, user);
        if (wanted.test(device, bundle)) {
          begin(device, bundle, KeyNodes.papers(user), begun);
        }
      } catch (UnvouchedDeviceException e) {
        events.accept(new DeviceEvent.Noted("Left out a device: " + e.getMessage()));
        if (e.dependsOnPhone()) {
          events.accept(new StateEvent.PhoneDoubted(device.withoutDevice()));
        }
      } catch (SignalException | InvalidKeyException | UnexpectedNodeException e) {
        events.accept(
            new DeviceEvent.Noted(
                "Left out a device: its keys are not good (" + e.getClass().getSimpleName() + ")"));
      }
    }
    if (!refused.isEmpty()) {
      events.accept(new DeviceEvent.Noted("Left out devices without keys: " + refused.size()));
    }
  }

  private boolean hasSession(Jid device) {
    return cipher.hasSession(contacts.addressOf(device));
  }
}
