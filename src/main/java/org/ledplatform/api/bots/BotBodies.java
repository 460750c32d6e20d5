package org.ledplatform.api.bots;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ledplatform.api.json.Fields;
import org.ledplatform.api.json.Given;
import org.ledplatform.bot.BotPatch;
import org.ledplatform.bot.Network;
import org.ledplatform.bot.NewBot;

/** What callers write about bots. The rules for the values live with {@link NewBot}. */
final class BotBodies {

  private BotBodies() {}

  /** A bot that somebody wants. Without a network it lives on WhatsApp. */
  record Create(
      @Nullable String name,
      @Nullable String network,
      @Nullable String prefix,
      @Nullable String template,
      @Nullable Map<String, String> config) {

    NewBot toNewBot() {
      Fields fields = new Fields();
      String wantedName = fields.required("name", name);
      Optional<Network> wantedNetwork =
          network == null ? Optional.of(Network.WHATSAPP) : Network.named(network);
      if (wantedNetwork.isEmpty()) {
        fields.refuse("network", "must be whatsapp or sandbox");
      }
      NewBot wanted =
          new NewBot(
              wantedName,
              wantedNetwork.orElse(Network.WHATSAPP),
              prefix == null ? NewBot.DEFAULT_PREFIX : prefix,
              Optional.ofNullable(template),
              config == null ? Map.of() : config);
      wanted.problems().stream()
          .filter(problem -> name != null || !problem.field().equals("name"))
          .forEach(problem -> fields.refuse(problem.field(), problem.message()));
      fields.check();
      return wanted;
    }

    /** Settings may hold a password, so logs do not see them. */
    @Override
    public String toString() {
      return "Create[…]";
    }
  }

  /** A change; what is left out stays. */
  record Change(Given<String> name, Given<String> prefix, Given<Map<String, String>> config) {
    BotPatch toPatch() {
      return new BotPatch(name.value(), prefix.value(), config.value());
    }

    /** Settings may hold a password, so logs do not see them. */
    @Override
    public String toString() {
      return "Change[…]";
    }
  }

  /** A wish for a pairing code. Which numbers there are is the network's matter. */
  record CodeWish(@Nullable String phoneNumber) {
    String checkedNumber() {
      Fields fields = new Fields();
      String number = fields.required("phoneNumber", phoneNumber);
      fields.check();
      return number;
    }

    /** Numbers are personal, so logs do not see them. */
    @Override
    public String toString() {
      return "CodeWish[…]";
    }
  }
}
