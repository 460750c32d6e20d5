package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.whatsapp.node.Node;

/** What a device acknowledges leaves its queue, and nothing else (protocol §8.6). */
class AcknowledgementTest {

  @AutoClose private final SandboxFixture sandbox = new SandboxFixture();
  private final Companion ada = Companion.pair(sandbox, sandbox.phone("Ada").id());
  private final Companion ben = Companion.pair(sandbox, sandbox.phone("Ben").id());
  private final Companion cyd = Companion.pair(sandbox, sandbox.phone("Cyd").id());

  @Test
  void theReceiptOfOneReaderIsNotAcknowledgedByThatOfAnother() {
    try (RawClient online = goOnline(ada)) {
      read(ben);
      Node theirs = online.await("receipt");
      read(cyd);
      Node other = online.await("receipt");
      online.send(ack(other));
      online.ask("w:p", "get");
      assertThat(theirs.require("from")).isNotEqualTo(other.require("from"));
    }
    try (RawClient again = ada.logIn()) {
      assertThat(again.await("receipt").jid("from")).contains(ben.jid());
    }
  }

  @Test
  void aWishToGetAMessageAgainIsNotAcknowledgedByWordThatItArrived() {
    try (RawClient online = goOnline(ada)) {
      try (RawClient theirs = goOnline(ben)) {
        theirs.send(receipt(ada).with("type", "retry").adding(Node.of("retry").with("count", 1)));
        theirs.send(receipt(ada));
        theirs.ask("w:p", "get");
      }
      online.await(n -> n.has("type", "retry"));
      online.send(ack(online.await(n -> n.tag().equals("receipt") && !n.has("type", "retry"))));
      online.ask("w:p", "get");
    }
    try (RawClient again = ada.logIn()) {
      assertThat(again.await("receipt").has("type", "retry")).isTrue();
    }
  }

  private static RawClient goOnline(Companion companion) {
    RawClient client = companion.goOnline();
    companion.takeWelcome(client);
    return client;
  }

  private void read(Companion reader) {
    try (RawClient client = goOnline(reader)) {
      client.send(receipt(ada));
      client.ask("w:p", "get");
    }
  }

  private static Node receipt(Companion to) {
    return Node.of("receipt").with("id", "MESSAGE").with("to", to.jid());
  }

  private static Node ack(Node receipt) {
    return Node.of("ack")
        .with("class", "receipt")
        .with("id", receipt.require("id"))
        .with("to", receipt.require("from"))
        .with("type", receipt.attribute("type"));
  }
}
