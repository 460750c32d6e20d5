package org.ledplatform.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.account.FieldProblem;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.BotManager;
import org.ledplatform.bot.Network;
import org.ledplatform.bot.NewBot;

/** Making a bot: creates it, starts it and leads to its page, where the QR appears. */
@Named
@RequestScoped
public class NewBotPage {

  @Inject BotManager manager;
  @Inject SandboxChat sandboxChat;
  @Inject CurrentUser me;
  @Inject PageContext page;

  private String name = "";
  private String network = "";
  private String prefix = NewBot.DEFAULT_PREFIX;

  public void create() {
    NewBot wish =
        new NewBot(
            name,
            Network.named(getNetwork()).orElse(Network.WHATSAPP),
            prefix,
            Optional.empty(),
            Map.of());
    switch (manager.create(me.userId(), wish)) {
      case BotManager.Creation.Created(Bot bot) -> {
        manager.start(me.userId(), bot.id());
        page.go("/bots/" + bot.id());
      }
      case BotManager.Creation.Invalid(List<FieldProblem> problems) ->
          problems.stream()
              .map(FieldProblem::field)
              .forEach(field -> page.wrong("new:" + field, "new.invalid." + field));
      case BotManager.Creation.TooMany(int most) -> page.failed("new.tooMany", most);
    }
  }

  /** The networks there are to choose from; the sandbox first, for it needs nothing. */
  public List<String> getNetworks() {
    return sandboxChat.enabled()
        ? List.of(Network.SANDBOX.text(), Network.WHATSAPP.text())
        : List.of(Network.WHATSAPP.text());
  }

  /** The key of what a network is, in the reader's language. */
  public String label(String network) {
    return "new.network." + network;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getNetwork() {
    return network.isEmpty() ? getNetworks().getFirst() : network;
  }

  public void setNetwork(String network) {
    this.network = network;
  }

  public String getPrefix() {
    return prefix;
  }

  public void setPrefix(String prefix) {
    this.prefix = prefix;
  }
}
