package org.ledplatform.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.application.FacesMessage.Severity;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * What a page can do besides showing itself: say something in the reader's language, send them
 * elsewhere. The only place where backing beans touch Faces, so that their tests need none.
 */
@Named("page")
@RequestScoped
public class PageContext {

  private static final String BUNDLE = "org.ledplatform.web.texts";

  /** A sentence in the reader's language, with {@code {0}} and so on filled in. */
  public String text(String key, Object... values) {
    Locale locale = faces().getViewRoot().getLocale();
    String pattern = ResourceBundle.getBundle(BUNDLE, locale).getString(key);
    return values.length == 0 ? pattern : new MessageFormat(pattern, locale).format(values);
  }

  /** Tells that something was done. */
  public void done(String key, Object... values) {
    say(null, FacesMessage.SEVERITY_INFO, text(key, values));
  }

  /** Tells that something was not done, and why. */
  public void failed(String key, Object... values) {
    say(null, FacesMessage.SEVERITY_ERROR, text(key, values));
  }

  /**
   * Tells what is wrong with one field.
   *
   * @param field the client id of the input, for instance {@code register:email}
   */
  public void wrong(String field, String key) {
    say(field, FacesMessage.SEVERITY_ERROR, text(key));
  }

  /**
   * Sends the reader to another page of the platform and keeps what was said for it.
   *
   * @param path within the platform, beginning with a slash
   */
  public void go(String path) {
    ExternalContext external = faces().getExternalContext();
    external.getFlash().setKeepMessages(true);
    try {
      external.redirect(external.getRequestContextPath() + path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    faces().responseComplete();
  }

  /** What the address or the form says under this name; empty text when it says nothing. */
  public String param(String name) {
    String value = faces().getExternalContext().getRequestParameterMap().get(name);
    return value == null ? "" : value;
  }

  /** Whether a script on the page asks, for a part of it. */
  public boolean partial() {
    return faces().getPartialViewContext().isAjaxRequest();
  }

  /**
   * Shows, in place of this page, that there is none, as for something that belongs to somebody
   * else. Just before the page is shown; not by {@code sendError}, since Payara's error dispatch
   * after a forward confuses Faces about the address of its view.
   */
  public void notFound() {
    faces().getExternalContext().setResponseStatus(HttpServletResponse.SC_NOT_FOUND);
    faces().getApplication().getNavigationHandler().handleNavigation(faces(), null, "/not-found");
  }

  // A message without a field carries null as its client id: so says the Faces API.
  private static void say(
      @org.jspecify.annotations.Nullable String field, Severity severity, String text) {
    faces().addMessage(field, new FacesMessage(severity, text, null));
  }

  private static FacesContext faces() {
    return FacesContext.getCurrentInstance();
  }
}
