package org.ledplatform.sandbox.server;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.whatsapp.proto.Message;

/** Two people in a sandbox, and a companion of the first that is online. */
abstract class CompanionOnline {

  final SandboxFixture sandbox = new SandboxFixture();
  Phone ada;
  Phone bob;
  Companion companion;
  RawClient client;
  List<Message> welcome = List.of();

  @BeforeEach
  void goOnline() {
    ada = sandbox.phone("Ada");
    bob = sandbox.phone("Bob");
    companion = Companion.pair(sandbox, ada.id());
    client = companion.goOnline();
    welcome = companion.takeWelcome(client);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  String send(Phone from, SendRequest request) {
    return sandbox.control().send(SandboxFixture.TENANT, from.id(), request).messageId();
  }

  static Message text(String text) {
    return Message.newBuilder().setConversation(text).build();
  }
}
