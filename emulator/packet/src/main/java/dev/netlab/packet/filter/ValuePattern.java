package dev.netlab.packet.filter;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import java.util.Optional;

/** What an expression requires of one value. Values are compared as canonical text. */
sealed interface ValuePattern {

  /** The bindings with which the value is accepted; empty if it is rejected. */
  Optional<Bindings> accept(String value, Bindings bindings);

  /** The requirement as text for messages, with known variables filled in. */
  String describe(Bindings bindings);

  /** {@code *}. */
  record Any() implements ValuePattern {
    @Override
    public Optional<Bindings> accept(String value, Bindings bindings) {
      return Optional.of(bindings);
    }

    @Override
    public String describe(Bindings bindings) {
      return "*";
    }
  }

  record Literal(String wanted) implements ValuePattern {
    @Override
    public Optional<Bindings> accept(String value, Bindings bindings) {
      return wanted.equals(value) ? Optional.of(bindings) : Optional.empty();
    }

    @Override
    public String describe(Bindings bindings) {
      return wanted;
    }
  }

  record Block(IpPrefix prefix) implements ValuePattern {
    @Override
    public Optional<Bindings> accept(String value, Bindings bindings) {
      return IpAddress.tryParse(value).filter(prefix::contains).map(address -> bindings);
    }

    @Override
    public String describe(Bindings bindings) {
      return prefix.toString();
    }
  }

  /** {@code FIRST-LAST}, both inclusive. */
  record Range(long first, long last) implements ValuePattern {
    @Override
    public Optional<Bindings> accept(String value, Bindings bindings) {
      long number = Long.parseLong(value);
      return number >= first && number <= last ? Optional.of(bindings) : Optional.empty();
    }

    @Override
    public String describe(Bindings bindings) {
      return first + "-" + last;
    }
  }

  /** {@code $name}. */
  record Variable(String name) implements ValuePattern {
    @Override
    public Optional<Bindings> accept(String value, Bindings bindings) {
      return bindings.bind(name, value);
    }

    @Override
    public String describe(Bindings bindings) {
      return "$" + name + bindings.get(name).map(value -> " = " + value).orElse("");
    }
  }

  /** {@code !PATTERN}. A variable in it must already be bound; otherwise it accepts nothing. */
  record Not(ValuePattern pattern) implements ValuePattern {
    @Override
    public Optional<Bindings> accept(String value, Bindings bindings) {
      if (pattern instanceof Variable(String name) && bindings.get(name).isEmpty()) {
        return Optional.empty();
      }
      return pattern.accept(value, bindings).isPresent() ? Optional.empty() : Optional.of(bindings);
    }

    @Override
    public String describe(Bindings bindings) {
      return "not " + pattern.describe(bindings);
    }
  }
}
