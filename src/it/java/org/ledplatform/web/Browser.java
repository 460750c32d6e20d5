package org.ledplatform.web;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The installed Chromium, and the people who sit before it: each has cookies of their own. Notes
 * what the pages complain about. Used by one thread.
 */
final class Browser implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;
  private final URI platform;
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

  Browser(Path program, URI platform) {
    this.platform = platform;
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    this.playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    this.browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    .setHeadless(true)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  /** A page of somebody new, in English, at the start of the platform. */
  Page visitor() {
    BrowserContext person =
        browser.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(platform.toString())
                .setLocale("en-GB"));
    person.setDefaultTimeout(PATIENCE_MILLIS);
    Page page = person.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          // A status of 404 is what some tests ask for; a policy that is violated never is.
          if (message.type().equals("error") && !message.text().contains("404")) {
            complaints.add(message.text());
          }
        });
    page.navigate("/");
    return page;
  }

  /** Script errors and violations of the content security policy, on all pages so far. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    playwright.close();
  }
}
