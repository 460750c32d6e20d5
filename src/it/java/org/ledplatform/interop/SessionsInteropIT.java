package org.ledplatform.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.testing.BaileysClient;
import org.ledplatform.testing.BaileysClient.Version;
import org.ledplatform.testing.OpenSandbox;
import org.ledplatform.testing.Requirements;

/** How the connections of foreign clients begin and end (protocol §13.5, items 1 to 3). */
class SessionsInteropIT {

  private static final int REPLACED = 440;
  private static final int LOGGED_OUT = 401;

  @TempDir static Path folder;
  private static OpenSandbox sandbox;

  @BeforeAll
  static void open() {
    Requirements.needNode();
    sandbox = OpenSandbox.in(folder);
  }

  @AfterAll
  static void close() {
    if (sandbox != null) {
      sandbox.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void pairsByACodeThatThePersonTypes(Version version) {
    Phone phone = sandbox.person("Ada");
    BaileysClient client = sandbox.baileys(version, "code-" + version);
    client.open().waitForQr();

    String code = client.call("requestPairingCode", phone.phoneNumber().substring(1)).asText();
    sandbox.control().enterCode(OpenSandbox.TENANT, phone.id(), code);

    assertThat(client.waitForOpen()).isEqualTo(phone.jid());
  }

  @ParameterizedTest
  @EnumSource
  void theOlderOfTwoConnectionsWithOneDeviceIsReplaced(Version version) {
    Phone phone = sandbox.person("Ada");
    BaileysClient older = sandbox.baileys(version, "twice-" + version);
    sandbox.control().scan(OpenSandbox.TENANT, phone.id(), older.open().waitForQr());
    older.waitForOpen();

    BaileysClient newer = sandbox.baileys(version, "twice-" + version);
    newer.open().waitForOpen();

    assertThat(older.waitForClosed().required("code").asInt()).isEqualTo(REPLACED);
  }

  @ParameterizedTest
  @EnumSource
  void whoLogsOutIsForgottenByTheNetwork(Version version) {
    BaileysClient client = sandbox.companion(version, sandbox.person("Ada"));

    client.command("logout");

    JsonNode closed = client.waitForClosed();
    assertThat(closed.required("code").asInt()).isEqualTo(LOGGED_OUT);
    assertThat(client.open().waitForClosed().required("code").asInt()).isEqualTo(LOGGED_OUT);
  }
}
