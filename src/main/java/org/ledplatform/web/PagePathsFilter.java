package org.ledplatform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses of the pages that Faces cannot map by itself: {@code /} leads to the fleet, {@code
 * /bots/new} and {@code /bots/{id}} are forwarded to their views, and no page is reached by the
 * name of its file.
 */
public class PagePathsFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final String NEW_BOT_VIEW = "/bot-new.xhtml";
  private static final String BOT_VIEW = "/bot.xhtml";

  /** The views that are reached by another address than their own. */
  static final Set<String> FORWARDED = Set.of(NEW_BOT_VIEW, BOT_VIEW);

  private static final Pattern BOT = Pattern.compile("/bots/([A-Za-z0-9_-]{1,64})");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = decodedPath(request);
    Optional<String> view = viewFor(path);
    if (path.isEmpty() || path.equals("/")) {
      response.sendRedirect(request.getContextPath() + "/bots");
    } else if (view.isPresent()) {
      request.getRequestDispatcher(view.get()).forward(request, response);
    } else if (isFileOfAPage(path)) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      chain.doFilter(request, response);
    }
  }

  /**
   * The path by which the server chose where this request goes. The raw address can be written in
   * many ways ({@code /bot;a}, {@code /%62ot}) and is no basis for a decision.
   */
  private static String decodedPath(HttpServletRequest request) {
    String rest = request.getPathInfo() == null ? "" : request.getPathInfo();
    return request.getServletPath() + rest;
  }

  /** The view behind an address, with its parameter; empty for an address of another kind. */
  static Optional<String> viewFor(String path) {
    if (path.equals("/bots/new")) {
      return Optional.of(NEW_BOT_VIEW);
    }
    Matcher bot = BOT.matcher(path);
    return bot.matches() ? Optional.of(BOT_VIEW + "?id=" + bot.group(1)) : Optional.empty();
  }

  private static boolean isFileOfAPage(String path) {
    return path.endsWith(".xhtml") && !path.startsWith("/jakarta.faces.resource/")
        || path.equals("/bot")
        || path.equals("/bot-new");
  }
}
