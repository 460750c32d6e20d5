package org.ledplatform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/**
 * Tells browsers what they must not do with our answers. The content security policy of the pages
 * is not here: it carries a nonce per answer, which PrimeFaces makes from {@code
 * primefaces.CSP_POLICY} in {@code web.xml}.
 */
public class SecurityHeadersFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    if (request.isSecure()) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
    if (!request.getServletPath().startsWith("/jakarta.faces.resource")) {
      response.setHeader("Cache-Control", "no-store");
    }
    boolean page = request.getHeader("Upgrade") == null;
    chain.doFilter(request, page ? new OnePolicy(response) : response);
  }

  /**
   * An error page is rendered after the page that failed has named its policy. Two policies are
   * both in force, each with a nonce that the other does not know, so the later one replaces the
   * earlier.
   */
  private static final class OnePolicy extends HttpServletResponseWrapper {
    OnePolicy(HttpServletResponse wrapped) {
      super(wrapped);
    }

    @Override
    public void addHeader(String name, String value) {
      if (name.equalsIgnoreCase("Content-Security-Policy")) {
        setHeader(name, value);
      } else {
        super.addHeader(name, value);
      }
    }
  }
}
