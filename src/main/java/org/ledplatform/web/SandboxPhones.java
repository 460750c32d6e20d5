package org.ledplatform.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.Bot.LinkedAccount;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.BotManager;
import org.ledplatform.bot.BotState;
import org.ledplatform.bot.Qr;
import org.ledplatform.listing.PageRequest;
import org.ledplatform.web.SandboxChat.Person;
import org.ledplatform.web.SandboxChat.RefusedException;

/**
 * Which sandbox phone belongs to which bot. Every sandbox bot is a companion device of a phone of
 * its own, named like the bot.
 */
@RequestScoped
public class SandboxPhones {

  @Inject BotManager manager;
  @Inject SandboxChat sandboxChat;

  /** What became of a wish to pair. */
  public sealed interface Pairing {
    /** The phone has scanned; the bot's state tells how it goes on. */
    record Scanned() implements Pairing {}

    /** The bot shows no QR now. */
    record NoQr() implements Pairing {}

    /** The sandbox would not, for this reason. */
    record Refused(String reason) implements Pairing {}
  }

  /** Lets a phone scan the bot's present QR: a free one of the bot's name, else a new one. */
  Pairing pair(UserId owner, BotId id) {
    Optional<Bot> bot = manager.find(owner, id);
    Optional<Qr> qr = manager.qr(owner, id);
    if (bot.isEmpty() || qr.isEmpty() || bot.get().state() != BotState.AWAITING_PAIRING) {
      return new Pairing.NoQr();
    }
    try {
      sandboxChat.scan(owner, phoneFor(owner, bot.get()).id(), qr.get().text());
      return new Pairing.Scanned();
    } catch (RefusedException e) {
      return new Pairing.Refused(e.reason());
    }
  }

  /** The numbers of the owner's paired sandbox bots: those phones are no people to chat as. */
  Set<String> numbers(UserId owner) {
    return manager
        .list(owner, Optional.empty(), new PageRequest(PageRequest.MAX_LIMIT, Optional.empty()))
        .items()
        .stream()
        .flatMap(bot -> bot.account().stream())
        .map(LinkedAccount::phoneNumber)
        .collect(Collectors.toSet());
  }

  private Person phoneFor(UserId owner, Bot bot) {
    Set<String> taken = numbers(owner);
    String name = phoneName(bot);
    return sandboxChat.people(owner).stream()
        .filter(p -> p.name().equals(name) && !taken.contains(p.phoneNumber()))
        .findFirst()
        .orElseGet(() -> sandboxChat.addPerson(owner, name));
  }

  /** A phone's name may be shorter than a bot's; no character is cut in two. */
  private static String phoneName(Bot bot) {
    String name = bot.name();
    if (name.length() <= SandboxPage.LONGEST_NAME) {
      return name;
    }
    int end = SandboxPage.LONGEST_NAME;
    return name.substring(0, Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end)
        .strip();
  }
}
