package dev.netlab.lab.yaml;

import dev.netlab.lab.Location;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The variables of one fact. Each must occur at least twice; otherwise it has no effect. */
final class Variables {
  private static final Pattern NAME = Pattern.compile("\\$[A-Za-z_][A-Za-z0-9_-]*");

  private final Map<String, Location> once = new LinkedHashMap<>();
  private final Set<String> again = new LinkedHashSet<>();
  private final Set<String> found = new LinkedHashSet<>();
  private final Map<String, Location> compared = new LinkedHashMap<>();

  /** Records the variables in a part of a condition that binds values. */
  void note(Tokens.Piece piece) {
    for (MatchResult match : NAME.matcher(piece.text()).results().toList()) {
      found.add(match.group());
      note(match.group(), piece.at(match.start()));
    }
  }

  /** Records a variable whose value is compared, not bound. */
  void noteCompared(String name, Location at) {
    compared.putIfAbsent(name, at);
    note(name, at);
  }

  private void note(String name, Location at) {
    if (once.putIfAbsent(name, at) != null) {
      again.add(name);
    }
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  void check(Problems problems) {
    compared.forEach(
        (name, at) -> {
          if (!found.contains(name)) {
            problems.add(
                at,
                "no condition of this fact finds %s; %s"
                    .formatted(name, Suggestion.among(name, found)));
          }
        });
    once.forEach(
        (name, at) -> {
          if (!again.contains(name) && !compared.containsKey(name)) {
            problems.add(
                at,
                "%s is used only here, so it demands nothing; write * or use it a second time"
                    .formatted(name));
          }
        });
  }
}
