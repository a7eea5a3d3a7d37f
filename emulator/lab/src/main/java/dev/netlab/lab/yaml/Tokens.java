package dev.netlab.lab.yaml;

import dev.netlab.lab.Location;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The words of a scalar, consumed one after the other, each with its position. */
final class Tokens {
  private static final Pattern WORD = Pattern.compile("\\S+");

  private final YamlNode.Scalar scalar;
  private final List<MatchResult> words;
  private int next;

  Tokens(YamlNode.Scalar scalar) {
    this.scalar = scalar;
    this.words = WORD.matcher(scalar.text()).results().toList();
  }

  /** A word or the rest of a text, and its position in the scalar. */
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

  /** Consumes the next word if it equals {@code word}. */
  boolean takeIf(String word) {
    boolean is = peek().filter(piece -> piece.text().equals(word)).isPresent();
    if (is) {
      next++;
    }
    return is;
  }

  /** Everything not yet consumed; an empty piece at the end if nothing is left. */
  Piece rest() {
    int from = next < words.size() ? words.get(next).start() : scalar.text().length();
    next = words.size();
    return new Piece(scalar.text().substring(from).stripTrailing(), from, scalar);
  }

  /**
   * The text before the word {@code end}, which is consumed, too; empty if the word does not occur.
   */
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
