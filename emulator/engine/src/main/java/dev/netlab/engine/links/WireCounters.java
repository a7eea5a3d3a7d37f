package dev.netlab.engine.links;

/**
 * What became of the frames that one end of a wire sent.
 *
 * @param sent those that came out at the other end
 * @param sentBytes their bytes
 * @param lost by chance
 * @param overLimit since too many waited
 * @param notTaken by the other end, which was down
 * @param duplicated sent twice
 * @param waiting on the wire now
 */
public record WireCounters(
    long sent,
    long sentBytes,
    long lost,
    long overLimit,
    long notTaken,
    long duplicated,
    long waiting) {}
