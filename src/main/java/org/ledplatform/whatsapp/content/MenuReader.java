package org.ledplatform.whatsapp.content;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ledplatform.whatsapp.proto.ButtonsMessage;
import org.ledplatform.whatsapp.proto.HydratedTemplate;
import org.ledplatform.whatsapp.proto.HydratedTemplateButton;
import org.ledplatform.whatsapp.proto.InteractiveMessage;
import org.ledplatform.whatsapp.proto.InteractiveResponseMessage;
import org.ledplatform.whatsapp.proto.ListMessage;
import org.ledplatform.whatsapp.proto.NativeFlowButton;
import org.ledplatform.whatsapp.proto.TemplateMessage;

/** Reads menus of others as text, and what somebody chose from one. */
final class MenuReader {

  /**
   * A member of a JSON object whose value is text. Possessive and bounded, so that no text makes it
   * slow.
   */
  private static final String MEMBER = "\"%s\"\\s{0,8}+:\\s{0,8}+\"((?:[^\"\\\\]|\\\\.){0,512}+)\"";

  private static final Pattern ID = Pattern.compile(MEMBER.formatted("id"));
  private static final Pattern LABEL = Pattern.compile(MEMBER.formatted("display_text"));

  private MenuReader() {}

  static Menu buttons(ButtonsMessage m) {
    List<Menu.Item> items =
        Limits.entries(m.getButtonsList()).stream()
            .map(b -> item(b.getButtonId(), b.getButtonText().getDisplayText(), ""))
            .toList();
    return menu(List.of(m.getText(), m.getContentText()), m.getFooterText(), items);
  }

  static Menu list(ListMessage m) {
    List<Menu.Item> items =
        Limits.entries(m.getSectionsList()).stream()
            .flatMap(section -> section.getRowsList().stream())
            .limit(Limits.ENTRIES)
            .map(row -> item(row.getRowId(), row.getTitle(), row.getDescription()))
            .toList();
    return menu(List.of(m.getTitle(), m.getDescription()), m.getFooterText(), items);
  }

  static Menu template(TemplateMessage m) {
    if (m.hasInteractiveMessageTemplate()) {
      return interactive(m.getInteractiveMessageTemplate());
    }
    HydratedTemplate template =
        m.hasHydratedTemplate() ? m.getHydratedTemplate() : m.getHydratedFourRowTemplate();
    List<Menu.Item> items =
        Limits.entries(template.getHydratedButtonsList()).stream()
            .map(MenuReader::templateItem)
            .toList();
    return menu(
        List.of(template.getHydratedTitleText(), template.getHydratedContentText()),
        template.getHydratedFooterText(),
        items);
  }

  private static Menu.Item templateItem(HydratedTemplateButton button) {
    if (button.hasUrlButton()) {
      return item("", button.getUrlButton().getDisplayText(), button.getUrlButton().getValue());
    }
    if (button.hasCallButton()) {
      return item("", button.getCallButton().getDisplayText(), button.getCallButton().getValue());
    }
    var reply = button.getQuickReplyButton();
    return item(reply.getValue(), reply.getDisplayText(), "");
  }

  static Menu interactive(InteractiveMessage m) {
    List<Menu.Item> items =
        Limits.entries(m.getNativeFlowMessage().getButtonsList()).stream()
            .map(MenuReader::flowItem)
            .toList();
    return menu(
        List.of(m.getHeader().getTitle(), m.getHeader().getSubtitle(), m.getBody().getText()),
        m.getFooter().getText(),
        items);
  }

  private static Menu.Item flowItem(NativeFlowButton button) {
    String json = Limits.text(button.getButtonParamsJson());
    String label = member(LABEL, json);
    return item(member(ID, json), label.isEmpty() ? button.getName() : label, "");
  }

  static Choice flowChoice(InteractiveResponseMessage m) {
    String json = Limits.text(m.getNativeFlowResponseMessage().getParamsJson());
    return choice(Choice.Kind.NATIVE_FLOW, member(ID, json), m.getBody().getText());
  }

  static Choice choice(Choice.Kind kind, String id, String text) {
    return new Choice(kind, Limits.line(id), Limits.text(text));
  }

  private static Menu menu(List<String> lines, String footer, List<Menu.Item> items) {
    String text = lines.stream().filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    return new Menu(Limits.text(text), Limits.line(footer), items);
  }

  private static Menu.Item item(String id, String label, String description) {
    return new Menu.Item(Limits.line(id), Limits.line(label), Limits.line(description));
  }

  /** The text of a member of a JSON object; empty text when there is none. */
  private static String member(Pattern pattern, String json) {
    Matcher matcher = pattern.matcher(json);
    return matcher.find() ? unescaped(matcher.group(1)) : "";
  }

  private static String unescaped(String json) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c != '\\' || i + 1 == json.length()) {
        text.append(c);
        continue;
      }
      char escaped = json.charAt(++i);
      if (escaped == 'u' && i + 4 < json.length() && isHex(json, i + 1)) {
        text.append((char) Integer.parseInt(json, i + 1, i + 5, 16));
        i += 4;
      } else {
        text.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
      }
    }
    return text.toString();
  }

  private static boolean isHex(String text, int from) {
    return Stream.of(0, 1, 2, 3).allMatch(i -> Character.digit(text.charAt(from + i), 16) >= 0);
  }
}
