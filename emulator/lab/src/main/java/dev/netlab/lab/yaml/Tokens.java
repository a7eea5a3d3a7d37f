package dev.netlab.lab.yaml;

import dev.netlab.lab.Location;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The words of a scalar, taken one after the other, each with its place. */
final class Tokens {
  private static final Pattern WORD = Pattern.compile("\\S+");

  private final YamlNode.Scalar scalar;
  private final List<MatchResult> words;
  private int next;

  Tokens(YamlNode.Scalar scalar) {
    this.scalar = scalar;
    this.words = WORD.matcher(scalar.text()).results().toList();
  }

  /** A word or the rest of a text, and where in the scalar it begins. */
  record Piece(String text, int offset, YamlNode.Scalar scalar) {
    Location at() {
      return scalar.at(offset);
    }

    Location at(int further) {
      return scalar.at(offset + further);
    }
  }

  Optional<Piece> peek() {
    return next < words.size()
        ? Optional.of(new Piece(words.get(next).group(), words.get(next).start(), scalar))
        : Optional.empty();
  }

  Optional<Piece> take() {
    Optional<Piece> word = peek();
    next++;
    return word;
  }

  /** Takes the next word if it is this one. */
  boolean takeIf(String word) {
    boolean is = peek().filter(piece -> piece.text().equals(word)).isPresent();
    if (is) {
      next++;
    }
    return is;
  }

  /** All that was not taken; an empty piece at the end if nothing is left. */
  Piece rest() {
    int from = next < words.size() ? words.get(next).start() : scalar.text().length();
    next = words.size();
    return new Piece(scalar.text().substring(from).stripTrailing(), from, scalar);
  }

  /** What stands before the word {@code end}, which is taken too; empty if it is not there. */
  Optional<Piece> until(String end) {
    for (int i = next; i < words.size(); i++) {
      if (words.get(i).group().equals(end)) {
        int from = words.get(next).start();
        Piece piece =
            new Piece(
                scalar.text().substring(from, words.get(i).start()).stripTrailing(), from, scalar);
        next = i + 1;
        return Optional.of(piece);
      }
    }
    return Optional.empty();
  }
}
