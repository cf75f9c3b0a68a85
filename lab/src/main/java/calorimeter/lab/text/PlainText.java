// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Text in UTF-8 that a person or another program wrote. A byte-order mark at its beginning, as Windows editors put
/// there, is no part of it.
public final class PlainText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private PlainText() {}

    /// Decodes a whole text.
    ///
    /// @param name what it is, for the message, as "the file energies.txt"
    /// @throws TableException naming line and column of the first byte that is not UTF-8
    public static String decode(byte[] bytes, String name) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        if (result.isError()) {
            throw new TableException(refusal(text.toString(), bytes, name));
        }
        return text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK
                ? text.toString()
                : text.subSequence(1, text.length()).toString();
    }

    private static String refusal(String before, byte[] bytes, String name) {
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        return name + " is not UTF-8 text at line " + line + ", column " + column
                + (isUtf16(bytes) ? " but UTF-16" : "") + "; save it as UTF-8";
    }

    private static boolean isUtf16(byte[] bytes) {
        return bytes.length >= 2
                && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
                        || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE));
    }
}
