// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

/// A peer cannot do what it was asked for, or is gone. The message is one line that a table can hold.
public final class PeerException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final String reason;

    public PeerException(String reason) {
        super(reason);
        this.reason = reason;
    }

    @Override
    public String getMessage() {
        return reason;
    }
}
