package org.ledplatform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be said about the pages without a server. */
class PagesTest {

  private static final Path WEBAPP = Path.of("webapp");
  private static final Pattern TEXT = Pattern.compile("text\\['([^']+)'\\]");
  private static final Pattern SAID = Pattern.compile("page\\.text\\('([^']+)'");

  static List<Path> pages() throws IOException {
    try (Stream<Path> all = Files.walk(WEBAPP)) {
      return all.filter(path -> path.toString().endsWith(".xhtml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void isWellFormed(Path page) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    assertThat(factory.newDocumentBuilder().parse(page.toFile()).getDocumentElement()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void saysOnlyWhatTheTextsHave(Path page) throws IOException {
    String source = Files.readString(page);

    Stream.of(TEXT, SAID)
        .flatMap(pattern -> pattern.matcher(source).results())
        .map(found -> found.group(1))
        .forEach(key -> assertThat(TextsTest.english()).containsKey(key));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void carriesNothingThatThePolicyRefuses(Path page) throws Exception {
    XMLInputFactory factory = XMLInputFactory.newInstance();
    try (var in = Files.newInputStream(page)) {
      XMLStreamReader reader = factory.createXMLStreamReader(in);
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamReader.START_ELEMENT
            && "http://www.w3.org/1999/xhtml".equals(reader.getNamespaceURI())) {
          assertThat(reader.getLocalName()).isNotIn("script", "style");
          for (int i = 0; i < reader.getAttributeCount(); i++) {
            assertThat(reader.getAttributeLocalName(i))
                .isNotEqualTo("style")
                .doesNotStartWith("on");
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void hasALabelForEveryInput(Path page) throws IOException {
    String source = Files.readString(page);

    Pattern.compile("<p:(?:inputText|password) id=\"([^\"]+)\"")
        .matcher(source)
        .results()
        .forEach(input -> assertThat(source).contains("for=\"" + input.group(1) + "\""));
  }
}
