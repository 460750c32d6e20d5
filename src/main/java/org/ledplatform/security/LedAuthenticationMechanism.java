package org.ledplatform.security;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContextWrapper;
import jakarta.security.enterprise.credential.Credential;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Decides who asks. Under {@code /api} only a bearer token counts, and Payara's MicroProfile JWT
 * mechanism judges it: a page's cookie opens nothing there, so no other site can use it. Everywhere
 * else it is the page login of the HTTP session.
 *
 * <p>One bean in front of both because Payara refuses an application with two mechanisms.
 */
@Alternative
@Priority(2000)
@ApplicationScoped
public class LedAuthenticationMechanism implements HttpAuthenticationMechanism {

  private final HttpAuthenticationMechanism bearer;
  private final PageLogin pages;

  /** For the container's proxy; never used by hand. */
  @SuppressWarnings("NullAway") // CDI's client proxy is a subclass whose own fields nobody reads
  protected LedAuthenticationMechanism() {
    this.bearer = null;
    this.pages = null;
  }

  @Inject
  public LedAuthenticationMechanism(BeanManager beans, PageLogin pages) {
    // An Instance would leave Payara's bean out: this class is a chosen alternative to it.
    Bean<?> jwt =
        beans.getBeans(HttpAuthenticationMechanism.class, Any.Literal.INSTANCE).stream()
            .filter(LedAuthenticationMechanism::isJwtMechanism)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("This server has no MicroProfile JWT"));
    this.bearer =
        (HttpAuthenticationMechanism)
            beans.getReference(
                jwt, HttpAuthenticationMechanism.class, beans.createCreationalContext(jwt));
    this.pages = pages;
  }

  /** Payara makes the bean by hand: its bean class is the interface, only its types tell. */
  private static boolean isJwtMechanism(Bean<?> bean) {
    return bean.getTypes().stream()
        .anyMatch(type -> type.getTypeName().endsWith("JWTAuthenticationMechanism"));
  }

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
      throws AuthenticationException {
    if (isApi(request)) {
      return request.getHeader("Authorization") == null
          ? context.doNothing()
          : bearer.validateRequest(request, response, new AnonymousWhenBad(context));
    }
    Credential credential = context.getAuthParameters().getCredential();
    return credential == null
        ? pages.resume(request, context)
        : pages.begin(request, context, credential);
  }

  @Override
  public AuthenticationStatus secureResponse(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
      throws AuthenticationException {
    return AuthenticationStatus.SUCCESS;
  }

  @Override
  public void cleanSubject(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    pages.end(request);
    context.cleanClientSubject();
  }

  private static boolean isApi(HttpServletRequest request) {
    // The decoded path by which the server chose the servlet; the raw URI can be written otherwise.
    String rest = request.getPathInfo() == null ? "" : request.getPathInfo();
    String path = request.getServletPath() + rest;
    return path.equals("/api") || path.startsWith("/api/");
  }

  /**
   * Lets a request with a bad token go on without a user instead of answering it with a page of the
   * server's: what needs a user then refuses it as the API refuses everything.
   */
  private static final class AnonymousWhenBad extends HttpMessageContextWrapper {
    AnonymousWhenBad(HttpMessageContext context) {
      super(context);
    }

    @Override
    public AuthenticationStatus responseUnauthorized() {
      return doNothing();
    }
  }
}
