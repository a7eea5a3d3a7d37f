package dev.netlab.netlink.tracefs;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Errno;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an event's records are laid out, from its {@code format} file: kernels differ in which fields
 * there are, where they are, and how values are numbered.
 *
 * @param id what {@code common_type} is in its records
 * @param symbols the names the event's print format gives to numbers, those of drop reasons for one
 */
record EventFormat(int id, Map<String, Field> fields, Map<Integer, String> symbols) {
  private static final Pattern ID = Pattern.compile("(?m)^ID: (\\d+)$");
  private static final Pattern FIELD =
      Pattern.compile("field:([^;]*?)\\s*(\\w+)(?:\\[\\w*])?;\\s*offset:(\\d+);\\s*size:(\\d+);");
  private static final Pattern SYMBOL = Pattern.compile("\\{ (\\d+), \"(\\w+)\" }");

  /** Where a field is, in bytes from the record's start. */
  record Field(int offset, int size) {}

  EventFormat {
    fields = Map.copyOf(fields);
    symbols = Map.copyOf(symbols);
  }

  static EventFormat parse(String text) {
    Matcher id = ID.matcher(text);
    if (!id.find()) {
      throw new KernelException("read a tracepoint's format", Errno.EPROTO, text);
    }
    Map<String, Field> fields = new HashMap<>();
    Matcher field = FIELD.matcher(text);
    while (field.find()) {
      fields.put(
          field.group(2),
          new Field(Integer.parseInt(field.group(3)), Integer.parseInt(field.group(4))));
    }
    Map<Integer, String> symbols = new HashMap<>();
    Matcher symbol = SYMBOL.matcher(text);
    while (symbol.find()) {
      symbols.put(Integer.valueOf(symbol.group(1)), symbol.group(2));
    }
    return new EventFormat(Integer.parseInt(id.group(1)), fields, symbols);
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  /** A field of 1, 2, 4 or 8 bytes without a sign; 0 where this kernel's event has none such. */
  long number(ByteBuffer record, String name) {
    Field field = fields.get(name);
    if (field == null) {
      return 0;
    }
    return switch (field.size()) {
      case 1 -> Byte.toUnsignedLong(record.get(field.offset()));
      case 2 -> Short.toUnsignedLong(record.getShort(field.offset()));
      case 4 -> Integer.toUnsignedLong(record.getInt(field.offset()));
      case 8 -> record.getLong(field.offset());
      default -> throw new KernelException("read tracepoint field " + name, Errno.EPROTO);
    };
  }

  /** A field's bytes; none where this kernel's event has no such field. */
  byte[] bytes(ByteBuffer record, String name) {
    Field field = fields.get(name);
    byte[] bytes = new byte[field == null ? 0 : field.size()];
    if (field != null) {
      record.get(field.offset(), bytes);
    }
    return bytes;
  }

  /** A {@code __data_loc} field: 16 bits offset from the record's start, then 16 bits of length. */
  String placedText(ByteBuffer record, String name) {
    int place = (int) number(record, name);
    byte[] bytes = new byte[place >>> 16];
    record.get(place & 0xffff, bytes);
    return text(bytes);
  }

  private static String text(byte[] bytes) {
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      length++;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
