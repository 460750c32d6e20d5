package org.ledplatform.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedProxiesTest {

  private static boolean permits(String allowed, String host, String address) {
    return AllowedProxies.parse(allowed)
        .orElseThrow()
        .permits(host, InetAddress.ofLiteral(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.9.9.9",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:10.0.0.1",
        "::ffff:0:10.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:2::1",
        "2001:db8::1",
        "2002:a00:1::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void whatIsNotOnThePublicInternetIsForNobody(String address) {
    assertThat(AllowedProxies.NONE.permits("proxy.example.org", InetAddress.ofLiteral(address)))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:4860:4860::8888",
        "2606:4700::1111",
        "2a00::1"
      })
  void thePublicInternetIsForEverybody(String address) {
    assertThat(AllowedProxies.NONE.permits("proxy.example.org", InetAddress.ofLiteral(address)))
        .isTrue();
  }

  /** Its services may be open to itself only, whatever address it is called by. */
  @Test
  void thisMachineIsForNobody() throws SocketException {
    NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .forEach(own -> assertThat(AllowedProxies.NONE.permits("own.example", own)).isFalse());
  }

  @Test
  void whatIsAllowedIsAllowed() {
    String allowed = "10.1.0.0/16, Proxy.Intern.,fd12::/64,192.168.7.9";
    assertThat(permits(allowed, "10.1.2.3", "10.1.2.3")).isTrue();
    assertThat(permits(allowed, "x", "10.1.255.255")).isTrue();
    assertThat(permits(allowed, "x", "10.2.0.0")).isFalse();
    assertThat(permits(allowed, "proxy.intern", "10.9.9.9")).isTrue();
    assertThat(permits(allowed, "PROXY.intern.", "127.0.0.1")).isTrue();
    assertThat(permits(allowed, "a.proxy.intern", "127.0.0.1")).isFalse();
    assertThat(permits(allowed, "x", "fd12::77")).isTrue();
    assertThat(permits(allowed, "x", "fd12:0:0:1::")).isFalse();
    assertThat(permits(allowed, "x", "192.168.7.9")).isTrue();
    assertThat(permits(allowed, "x", "192.168.7.8")).isFalse();
    assertThat(permits(allowed, "x", "1.1.1.1")).isTrue();
    assertThat(permits("0.0.0.0/0", "x", "10.0.0.1")).isTrue();
    assertThat(permits("0.0.0.0/0", "x", "fd00::1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0/8,",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.1/8",
        "10.0.0/8",
        "10.0.0",
        "10.0.0.256",
        "fd00::/129",
        "proxy.example.org:8080",
        "http://proxy",
        "*.example.org",
        "a b"
      })
  void saysWhatIsNeitherNameNorAddressNorBlock(String text) {
    assertThat(AllowedProxies.parse(text)).isEmpty();
  }

  @Test
  void anOldAddressInsideANewOneIsLookedAtAsTheOldOne() throws UnknownHostException {
    InetAddress mapped =
        InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1});
    assertThat(AllowedProxies.NONE.permits("x", mapped)).isFalse();
  }
}
