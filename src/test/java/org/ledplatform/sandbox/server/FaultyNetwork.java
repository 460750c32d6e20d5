package org.ledplatform.sandbox.server;

import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.SendRequest;

/** A companion that is online, and faults that a test plans. */
abstract class FaultyNetwork extends CompanionOnline {

  /** The id of the next message that the companion gets. */
  String messageId() {
    return client.await("message").require("id");
  }

  /** Bob writes this to Ada. */
  String say(String text) {
    return send(bob, SendRequest.text(ada.jid(), text));
  }

  /** Puts a plan of these rules, with single quotes for double ones. */
  void plan(String rule) {
    put("{'faults':[" + rule + "]}");
  }

  void put(String plan) {
    sandbox.control().faults().put(SandboxFixture.TENANT, plan.replace('\'', '"'));
  }
}
