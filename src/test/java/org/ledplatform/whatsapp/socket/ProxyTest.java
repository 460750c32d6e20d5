package org.ledplatform.whatsapp.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTest {

  @Test
  void readsAnHttpProxyAndASocksProxyWithALogin() {
    assertThat(Proxy.parse("http://proxy.example.org:8080"))
        .isEqualTo(new Proxy.Http("proxy.example.org", 8080, Optional.empty()));
    assertThat(Proxy.parse(" socks5://ada:p%40ss%2F+1@10.0.0.1:1080/ "))
        .isEqualTo(
            new Proxy.Socks5("10.0.0.1", 1080, Optional.of(new Proxy.Login("ada", "p@ss/+1"))));
  }

  @ParameterizedTest
  @CsvSource({
    "http://proxy.example.org,port",
    "http://proxy.example.org:0,port",
    "http://proxy.example.org:70000,port",
    "ftp://proxy.example.org:1,begin with",
    "proxy.example.org:8080,host",
    "http://:8080,host",
    "http://ada@proxy.example.org:1,password",
    "http://:secret@proxy.example.org:1,user",
    "http://ada:@proxy.example.org:1,password",
    "http://proxy.example.org:1/path,end",
    "http://proxy.example.org:1?q=1,end",
    "http://ada:se cret@proxy.example.org:1,no address"
  })
  void saysWhatIsWrongAndRepeatsNothing(String text, String why) {
    assertThatThrownBy(() -> Proxy.parse(text))
        .isInstanceOf(MalformedProxyException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("cret")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "socks5"})
  void thePasswordStaysOutOfLogs(String scheme) {
    Proxy proxy = Proxy.parse(scheme + "://ada:secret@proxy.example.org:1");
    assertThat(proxy).asString().doesNotContain("secret").doesNotContain("ada");
  }
}
