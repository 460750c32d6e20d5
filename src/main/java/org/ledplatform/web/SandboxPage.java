package org.ledplatform.web;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.BotManager;
import org.ledplatform.bot.Network;
import org.ledplatform.listing.PageRequest;
import org.ledplatform.web.SandboxChat.Bubble;
import org.ledplatform.web.SandboxChat.Person;
import org.ledplatform.web.SandboxChat.RefusedException;

/** Chatting with a bot as one of the people of the sandbox. */
@Named
@RequestScoped
public class SandboxPage {

  /** Characters in the name of a person. */
  static final int LONGEST_NAME = 64;

  @Inject BotManager manager;
  @Inject SandboxChat sandboxChat;
  @Inject SandboxPhones phones;
  @Inject CurrentUser me;
  @Inject PageContext page;

  private String personId = "";
  private String botId = "";
  private String newName = "";
  private String words = "";
  private List<Person> people = List.of();
  private List<BotView> bots = List.of();
  private Optional<Person> person = Optional.empty();
  private Optional<BotView> bot = Optional.empty();
  private Optional<Person> botPhone = Optional.empty();
  private List<Bubble> bubbles = List.of();

  @PostConstruct
  void read() {
    personId = page.param("person");
    botId = page.param("bot");
  }

  /** Reads what the page shows, just before it shows it. */
  public void load() {
    if (!sandboxChat.enabled()) {
      page.notFound();
      return;
    }
    choose();
    if (isReady()) {
      bubbles =
          sandboxChat.bubbles(me.userId(), person.orElseThrow().id(), botPhone.orElseThrow().id());
    }
  }

  /** Adds a person and goes on as them. */
  public void addPerson() {
    try {
      Person added = sandboxChat.addPerson(me.userId(), newName.strip());
      page.go("/sandbox?person=" + added.id() + "&bot=" + safe(botId));
    } catch (RefusedException e) {
      page.wrong("add:name", "sandbox.add.invalid");
    }
  }

  /** Writes to the bot. What was written shows when the phone shows it. */
  public void send() {
    choose();
    if (words.isBlank()) {
      return;
    }
    if (!isReady()) {
      page.failed("sandbox.choose");
      return;
    }
    try {
      sandboxChat.write(me.userId(), person.orElseThrow().id(), botPhone.orElseThrow().id(), words);
      words = "";
    } catch (RefusedException e) {
      page.failed("sandbox.refused", e.reason());
    }
  }

  private void choose() {
    UserId owner = me.userId();
    List<Person> everybody = sandboxChat.people(owner);
    Set<String> botNumbers = phones.numbers(owner);
    people = everybody.stream().filter(p -> !botNumbers.contains(p.phoneNumber())).toList();
    bots =
        manager
            .list(owner, Optional.empty(), new PageRequest(PageRequest.MAX_LIMIT, Optional.empty()))
            .items()
            .stream()
            .filter(b -> b.network() == Network.SANDBOX && b.account().isPresent())
            .map(BotView::new)
            .toList();
    person = people.stream().filter(p -> p.id().equals(personId)).findFirst();
    person = person.or(() -> people.stream().findFirst());
    bot = bots.stream().filter(b -> b.id().equals(botId)).findFirst();
    bot = bot.or(() -> bots.stream().findFirst());
    botPhone =
        bot.flatMap(
            b -> everybody.stream().filter(p -> p.phoneNumber().equals(b.number())).findFirst());
    personId = person.map(Person::id).orElse("");
    botId = bot.map(BotView::id).orElse("");
  }

  private static String safe(String id) {
    return id.matches("[A-Za-z0-9_-]{1,64}") ? id : "";
  }

  /** Whether there are two to chat. */
  public boolean isReady() {
    return person.isPresent() && botPhone.isPresent();
  }

  public String initial(Person who) {
    return who.name().substring(0, who.name().offsetByCodePoints(0, 1));
  }

  /** The key of what a message's ticks mean, in the reader's language. */
  public String ticks(Bubble bubble) {
    return "ticks." + bubble.status().orElse("sent");
  }

  /** What somebody who does not know the bot could write first. */
  public String getTryText() {
    return bot.map(BotView::prefix).orElse("!") + "ping";
  }

  public String getPersonId() {
    return personId;
  }

  public String getBotId() {
    return botId;
  }

  public String getPersonName() {
    return person.map(Person::name).orElse("");
  }

  public String getBotName() {
    return bot.map(BotView::name).orElse("");
  }

  public List<Person> getPeople() {
    return people;
  }

  public List<BotView> getBots() {
    return bots;
  }

  public List<Bubble> getBubbles() {
    return bubbles;
  }

  public String getNewName() {
    return newName;
  }

  public void setNewName(String newName) {
    this.newName = newName;
  }

  public String getWords() {
    return words;
  }

  public void setWords(String words) {
    this.words = words;
  }
}
