package org.ledplatform.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.testing.PlatformServer;
import org.ledplatform.testing.Requirements;

/** What a first-time visitor does, in a browser: from nothing to an answer, without a phone. */
class FirstBotIT {

  private static final Pattern BOT = Pattern.compile(".*/bots/(?!new)[A-Za-z0-9_-]+$");
  private static final String PASSWORD = "correct horse battery staple";

  @TempDir static Path directory;

  private static PlatformServer server;
  private static Browser browser;

  @BeforeAll
  static void start() {
    Path chromium = Requirements.needChromium();
    server = PlatformServer.in(directory).start();
    browser = new Browser(chromium, server.url());
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aVisitorGetsAnAnswerToPingWithoutAPhone() {
    Page page = browser.visitor();
    register(page);
    assertThat(page.getByRole(AriaRole.HEADING, named("Your first bot is a minute away")))
        .isVisible();

    createSandboxBot(page, "Football club");
    assertThat(page.getByRole(AriaRole.IMG, in("QR code to scan with the phone"))).isVisible();
    assertThat(state(page)).hasText("Waiting for pairing");

    button(page, "Pair with a sandbox phone").click();
    assertThat(state(page)).hasText("Online");
    assertThat(page.getByRole(AriaRole.IMG, in("QR code to scan with the phone"))).hasCount(0);

    page.getByRole(AriaRole.LINK, in("Chat with it")).click();
    page.getByLabel("Add a person").fill("Ana");
    button(page, "Add").click();
    page.getByLabel("Message").fill("!ping");
    page.getByLabel("Message").press("Enter");

    assertThat(page.locator(".bubble.theirs .words")).hasCount(1);
    assertThat(page.locator(".bubble.theirs .words"))
        .containsText(Pattern.compile("pong", Pattern.CASE_INSENSITIVE));
    assertThat(page.locator(".bubble.mine .words")).hasText("!ping");
    assertThat(page.getByLabel("Message")).hasValue("");
    assertThat(browser.complaints()).as("nothing that the policy refused").isEmpty();
  }

  @Test
  void aBotIsNotThereForAnotherAccount() {
    Page owner = browser.visitor();
    register(owner);
    createSandboxBot(owner, "Mine alone");
    String address = owner.url();

    Page other = browser.visitor();
    String mail = register(other);
    Response answer = other.navigate(address);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(other.getByRole(AriaRole.HEADING, named("There is no such page"))).isVisible();
    assertThat(other.content()).doesNotContain("Mine alone");
    button(other, "Sign out").click();
    assertThat(other).hasURL(Pattern.compile(".*/signin$"));
    signIn(other, mail, PASSWORD);
    assertThat(other).hasURL(Pattern.compile(".*/bots$"));
    other.navigate("/bots");
    assertThat(other.getByText("Mine alone")).hasCount(0);
  }

  @Test
  void aChangeShowsOnEveryOpenPageByItself() {
    Page one = browser.visitor();
    register(one);
    createSandboxBot(one, "Seen twice");
    assertThat(one.getByRole(AriaRole.IMG, in("QR code to scan with the phone"))).isVisible();
    Page late = one.context().newPage();
    late.navigate(one.url());
    Page fleet = one.context().newPage();
    fleet.navigate("/bots");
    assertThat(late.getByRole(AriaRole.IMG, in("QR code to scan with the phone"))).isVisible();
    assertThat(qr(late)).isEqualTo(qr(one));

    button(late, "Stop").click();
    button(late, "Yes").click();

    assertThat(late.getByText("“Seen twice” is stopped.")).isVisible();
    assertThat(state(one)).hasText("Stopped");
    assertThat(fleet.locator("[data-bot] .state")).hasText("Stopped");
    assertThat(button(one, "Start")).isVisible();
  }

  @Test
  void nobodyGetsInWithoutSigningInAndAWrongPasswordTellsNothing() {
    Page page = browser.visitor();
    assertThat(page).hasURL(Pattern.compile(".*/signin\\?to=.*"));
    String mail = register(page);
    String before = session(page);
    button(page, "Sign out").click();
    // What the page still asked for while the login ended may have been sent here too.
    assertThat(page).hasURL(Pattern.compile(".*/signin(\\?to=.*)?$"));

    String unknown = refusal(page, "nobody@example.org", PASSWORD);
    String wrong = refusal(page, mail, "wrong horse battery staple");
    assertThat(wrong).isEqualTo(unknown);

    page.navigate("/bots/new");
    String planted = session(page);
    signIn(page, mail, PASSWORD);
    assertThat(page).hasURL(Pattern.compile(".*/bots/new$"));
    assertThat(session(page)).isNotEqualTo(planted).isNotEqualTo(before);
  }

  @Test
  void noAnswerComesWithoutItsProtections() {
    Page page = browser.visitor();
    Response answer = page.navigate("/register");
    var headers = answer.headers();

    assertThat(headers.get("content-security-policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'", "script-src 'self' 'nonce-")
        .doesNotContain("unsafe");
    assertThat(headers).containsEntry("x-content-type-options", "nosniff");
    assertThat(headers).containsEntry("x-frame-options", "DENY");
    Cookie cookie = cookie(page);
    assertThat(cookie.httpOnly).isTrue();
    assertThat(String.valueOf(cookie.sameSite)).isEqualToIgnoringCase("lax");
  }

  @Test
  void fitsASmallScreenAndCanBeUsedByKeyboardAlone() {
    Page page = browser.visitor();
    page.setViewportSize(360, 640);
    page.navigate("/register");
    page.getByLabel("Your name").focus();
    type(page, "Ada");
    type(page, UUID.randomUUID() + "@example.org");
    page.keyboard().insertText(PASSWORD);
    page.keyboard().press("Enter");
    assertThat(page).hasURL(Pattern.compile(".*/bots$"));
    fits(page);

    createSandboxBot(page, "A bot with quite a long name for a telephone");
    assertThat(page.getByRole(AriaRole.IMG, in("QR code to scan with the phone"))).isVisible();
    fits(page);
    Locator stop = button(page, "Stop");
    stop.focus();
    page.keyboard().press("Enter");
    assertThat(button(page, "Yes")).isVisible();
    page.keyboard().press("Escape");
    assertThat(button(page, "Yes")).not().isVisible();
    page.navigate("/sandbox");
    fits(page);
  }

  private static void fits(Page page) {
    Object overflow =
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(overflow).isEqualTo(0);
  }

  private static void type(Page page, String text) {
    page.keyboard().insertText(text);
    page.keyboard().press("Tab");
  }

  private static String register(Page page) {
    String mail = "visitor-" + UUID.randomUUID() + "@example.org";
    page.navigate("/register");
    page.getByLabel("Your name").fill("Ada");
    page.getByLabel("E-mail").fill(mail);
    page.getByLabel("Password").fill(PASSWORD);
    button(page, "Create account").click();
    assertThat(page).hasURL(Pattern.compile(".*/bots$"));
    return mail;
  }

  private static void signIn(Page page, String mail, String password) {
    page.getByLabel("E-mail").fill(mail);
    page.getByLabel("Password").fill(password);
    button(page, "Sign in").click();
  }

  private static String refusal(Page page, String mail, String password) {
    signIn(page, mail, password);
    Locator said = page.locator(".ui-messages-error");
    assertThat(said).isVisible();
    return said.innerText();
  }

  private static void createSandboxBot(Page page, String name) {
    page.navigate("/bots/new");
    page.getByLabel("Name").fill(name);
    page.getByLabel("Sandbox – a simulated network").check();
    button(page, "Create and start").click();
    assertThat(page).hasURL(BOT);
  }

  private static Locator state(Page page) {
    return page.locator("#bot\\:live .state");
  }

  private static String qr(Page page) {
    return page.locator("svg.qr path").getAttribute("d");
  }

  private static String session(Page page) {
    return cookie(page).value;
  }

  private static Cookie cookie(Page page) {
    List<Cookie> login =
        page.context().cookies().stream().filter(c -> c.name.equals("led-login")).toList();
    assertThat(login).hasSize(1);
    return login.getFirst();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Page.GetByRoleOptions in(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
