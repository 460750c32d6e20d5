package org.ledplatform.assembly.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortCheckTest {

  @Test
  void saysNothingAboutAFreePort() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(PortCheck.problemWith("" + port)).isEmpty();
  }

  @Test
  void saysInOneLineWhichPortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(PortCheck.problemWith("" + taken.getLocalPort()))
          .startsWith("Port " + taken.getLocalPort() + " cannot be used")
          .contains("in use")
          .hasLineCount(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http", "-1", "65536", "808080"})
  void saysInOneLineWhatIsNoPort(String port) {
    assertThat(PortCheck.problemWith(port)).contains("is no port").hasLineCount(1);
  }
}
