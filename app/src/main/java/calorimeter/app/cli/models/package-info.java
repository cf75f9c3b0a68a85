// SPDX-License-Identifier: Apache-2.0
/// `models`: pretrained models that can be fetched.
@NullMarked
package calorimeter.app.cli.models;

import org.jspecify.annotations.NullMarked;
