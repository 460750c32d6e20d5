package org.ledplatform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.bot.SampleBots.ADA;
import static org.ledplatform.bot.SampleBots.BOB;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.web.SandboxChat.Bubble;
import org.ledplatform.web.SandboxChat.Person;

class SandboxPageTest {

  private final WebWorld world = new WebWorld();

  @Test
  void isNotThereWithoutASandbox() {
    world.sandboxChat.enabled = false;

    world.sandboxPage().load();

    assertThat(world.page.notFound).isOne();
  }

  @Test
  void choosesTheFirstPersonAndBotByItself() {
    Person botPhone = world.sandboxChat.addPerson(ADA, "Ping");
    world.online("Ping", botPhone.phoneNumber());
    Person ana = world.sandboxChat.addPerson(ADA, "Ana");
    SandboxPage page = world.sandboxPage();

    page.load();

    assertThat(page.isReady()).isTrue();
    assertThat(page.getPersonId()).isEqualTo(ana.id());
    assertThat(page.getBotName()).isEqualTo("Ping");
    assertThat(page.getPeople()).as("a bot's own phone is nobody to chat as").containsExactly(ana);
  }

  @Test
  void writesFromTheChosenPersonToTheBotsPhone() {
    Person botPhone = world.sandboxChat.addPerson(ADA, "Ping");
    world.online("Ping", botPhone.phoneNumber());
    world.sandboxChat.addPerson(ADA, "Ana");
    Person ben = world.sandboxChat.addPerson(ADA, "Ben");
    world.page.params.put("person", ben.id());
    SandboxPage page = world.sandboxPage();
    page.setWords("!ping");

    page.send();
    page.load();

    assertThat(page.getWords()).isEmpty();
    assertThat(page.getBubbles()).extracting(Bubble::text).containsExactly("!ping");
    assertThat(world.sandboxChat.bubbles(ADA, ben.id(), botPhone.id())).hasSize(1);
  }

  @Test
  void keepsTheWordsThatCouldNotBeSentAndSaysWhy() {
    Person botPhone = world.sandboxChat.addPerson(ADA, "Ping");
    world.online("Ping", botPhone.phoneNumber());
    world.sandboxChat.addPerson(ADA, "Ana");
    world.sandboxChat.refusal = Optional.of("too long");
    SandboxPage page = world.sandboxPage();
    page.setWords("!ping");

    page.send();

    assertThat(page.getWords()).isEqualTo("!ping");
    assertThat(world.page.failed).containsExactly("sandbox.refused");
  }

  @Test
  void saysWhatIsMissingBeforeAnythingCanBeSent() {
    SandboxPage page = world.sandboxPage();
    page.setWords("!ping");

    page.send();

    assertThat(world.page.failed).containsExactly("sandbox.choose");
  }

  @Test
  void knowsNobodyOfAnotherAccount() {
    Person botPhone = world.sandboxChat.addPerson(ADA, "Ping");
    var bot = world.online("Ping", botPhone.phoneNumber());
    Person ana = world.sandboxChat.addPerson(ADA, "Ana");
    world.readAs(BOB);
    world.page.params.put("person", ana.id());
    world.page.params.put("bot", bot.id().value());
    SandboxPage page = world.sandboxPage();

    page.load();

    assertThat(page.isReady()).isFalse();
    assertThat(page.getPersonId()).isEmpty();
    assertThat(page.getBotId()).isEmpty();
  }

  @Test
  void goesOnAsThePersonThatWasAdded() {
    SandboxPage page = world.sandboxPage();
    page.setNewName(" Ana ");

    page.addPerson();

    assertThat(world.page.went).containsExactly("/sandbox?person=p1&bot=");
    assertThat(world.sandboxChat.people(ADA)).extracting(Person::name).containsExactly("Ana");
  }
}
