package org.ledplatform.command;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import org.ledplatform.bot.BotSettings;

/**
 * The texts in every language, from the {@code texts*.properties} beside this class. English is the
 * one without a suffix and stands in for what another language lacks. Immutable.
 */
public final class Languages {

  private static final String BUNDLE = "org.ledplatform.command.texts";

  private final Map<String, Texts> byTag = new TreeMap<>();

  private Languages(List<String> tags) {
    for (String tag : tags) {
      byTag.put(tag, new BundleTexts(Locale.forLanguageTag(tag)));
    }
  }

  /** Reads all of them. */
  public static Languages load() {
    return new Languages(BotSettings.LANGUAGES);
  }

  /** The texts of that language; English for a language that we do not speak. */
  public Texts in(String tag) {
    Texts texts = byTag.get(tag);
    return texts != null ? texts : english();
  }

  private Texts english() {
    return byTag.values().stream()
        .filter(texts -> texts.locale().equals(Locale.ENGLISH))
        .findFirst()
        .orElseThrow();
  }

  /** Which descriptions of these commands are missing, as {@code language: key}. */
  public List<String> missingDescriptions(CommandRegistry commands) {
    List<String> missing = new ArrayList<>();
    for (Command command : commands.all()) {
      String key = "command." + command.spec().name() + ".description";
      byTag.forEach(
          (tag, texts) -> {
            if (!texts.has(key)) {
              missing.add(tag + ": " + key);
            }
          });
    }
    return missing;
  }

  private static final class BundleTexts implements Texts {

    private final Locale locale;
    private final ResourceBundle bundle;

    BundleTexts(Locale locale) {
      this.locale = locale;
      // Without this control a missing language would be answered in that of the machine.
      var noFallback =
          ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
      this.bundle =
          ResourceBundle.getBundle(BUNDLE, locale, Languages.class.getClassLoader(), noFallback);
    }

    @Override
    public Locale locale() {
      return locale;
    }

    @Override
    public boolean has(String key) {
      return bundle.containsKey(key);
    }

    @Override
    public String get(String key, Object... arguments) {
      return new MessageFormat(bundle.getString(key), locale).format(arguments);
    }
  }
}
