package dev.netlab.netlink.tracefs;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What one read of {@code trace_pipe_raw} gives: a page of the ring buffer ({@code
 * linux/ring_buffer.h}, {@code struct buffer_data_page}): a time of 8 bytes, a length, events.
 *
 * @param records in their order
 * @param lost how many events did not find room before this page; -1 if some, uncounted
 */
record RingPage(List<Timed> records, long lost) {
  /** {@code RB_MISSED_EVENTS} and {@code RB_MISSED_STORED} of the length. */
  private static final int MISSED = 1 << 31;

  private static final int MISSED_COUNTED = 1 << 30;
  private static final int LENGTH = (1 << 30) - 1;
  private static final int HEADER = 16;

  /** {@code enum ring_buffer_type}: what the low 5 bits of an event mean beside a length. */
  private static final int PADDING = 29;

  private static final int TIME_EXTEND = 30;
  private static final int TIME_STAMP = 31;
  private static final int DELTA_BITS = 27;

  /** The time an absolute stamp has room for; the page's time has the bits above. */
  private static final long STAMP = (1L << 59) - 1;

  /**
   * @param time on the instance's clock, nanoseconds
   * @param record as the event's format lays it out
   */
  record Timed(long time, ByteBuffer record) {}

  RingPage {
    records = List.copyOf(records);
  }

  /** Reads a page from byte 0; the records are copies, so the page can be read into again. */
  static RingPage read(ByteBuffer page) {
    int commit = page.getInt(8);
    int end = HEADER + (commit & LENGTH);
    long lost = 0;
    if ((commit & MISSED) != 0) {
      lost = (commit & MISSED_COUNTED) != 0 ? page.getLong(end) : -1;
    }
    return new RingPage(records(page, end), lost);
  }

  private static List<Timed> records(ByteBuffer page, int end) {
    List<Timed> records = new ArrayList<>();
    long time = page.getLong(0);
    int at = HEADER;
    while (at + 4 <= end) {
      int head = page.getInt(at);
      int kind = head & 31;
      long delta = Integer.toUnsignedLong(head) >>> 5;
      at += 4;
      switch (kind) {
        case PADDING -> {
          if (delta == 0) {
            return records;
          }
          time += delta;
          at += page.getInt(at);
        }
        case TIME_EXTEND -> {
          time += delta + (Integer.toUnsignedLong(page.getInt(at)) << DELTA_BITS);
          at += 4;
        }
        case TIME_STAMP -> {
          time = stamp(time, delta + (Integer.toUnsignedLong(page.getInt(at)) << DELTA_BITS));
          at += 4;
        }
        default -> {
          // A length of its own counts the word that holds it.
          int start = kind == 0 ? at + 4 : at;
          int length = kind == 0 ? page.getInt(at) - 4 : kind * 4;
          time += delta;
          ByteBuffer copy = ByteBuffer.allocate(length).order(page.order());
          records.add(new Timed(time, copy.put(0, page, start, length)));
          at = start + length;
        }
      }
    }
    return records;
  }

  private static long stamp(long before, long low) {
    long time = (before & ~STAMP) | low;
    return time < before ? time + STAMP + 1 : time;
  }
}
