package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.insight.trace.correlate.Path;
import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.lab.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Why a link-layer address was not to be had: what became of the question for it, and of the
 * answer. Where one of these was lost, that is what the waiting packet was lost of.
 */
final class QuestionEnd {
  private final Questions questions;
  private final Answers answers;
  private final Function<Path, Ending> endings;

  /**
   * @param endings how the journey of a question or an answer ended
   */
  QuestionEnd(Questions questions, Answers answers, Function<Path, Ending> endings) {
    this.questions = questions;
    this.answers = answers;
    this.endings = endings;
  }

  /**
   * The end of a packet that waits for an address.
   *
   * @param waits as the node's state has it
   */
  Ending explain(Ending waits, Finding.NextHop hop) {
    return questions.of(waits.node(), hop).map(path -> explain(waits, hop, path)).orElse(waits);
  }

  private Ending explain(Ending waits, Finding.NextHop hop, Path question) {
    Sighting last = question.last();
    boolean heard = last.way() == Way.IN && last.depth() == 0;
    if (!heard) {
      return lost(waits, "the question for the link-layer address of " + hop.address(), question);
    }
    Optional<Path> answer = answers.answer(last);
    return answer.isPresent()
        ? lost(
            waits, "the answer that tells the link-layer address of " + hop.address(), answer.get())
        : with(
            waits, "its question came to %s, and nobody answered".formatted(last.frame().point()));
  }

  private Ending lost(Ending waits, String what, Path path) {
    Ending end = endings.apply(path);
    if (end.outcome() == Outcome.DELIVERED || end.cause() == Cause.UNKNOWN) {
      return with(waits, what + " was last seen at " + path.last().frame().point());
    }
    List<String> evidence = new ArrayList<>(List.of(waits.text()));
    evidence.addAll(end.evidence());
    evidence.addAll(waits.evidence());
    return new Ending(
        Outcome.DROPPED,
        end.cause(),
        end.proof(),
        end.node(),
        end.interfaceName(),
        "%s was lost: %s".formatted(what, end.text()),
        evidence);
  }

  private static Ending with(Ending ending, String more) {
    List<String> evidence = new ArrayList<>(ending.evidence());
    evidence.add(more);
    return new Ending(
        ending.outcome(),
        ending.cause(),
        ending.proof(),
        ending.node(),
        ending.interfaceName(),
        ending.text(),
        evidence);
  }
}
