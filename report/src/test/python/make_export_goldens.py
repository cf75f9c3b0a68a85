"""Writes the golden files of report/src/test/resources/golden by numpy and TensorBoard: `python make_export_goldens.py`, in this folder."""

import numpy as np
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.plugins.custom_scalar import layout_pb2, metadata
from tensorboard.summary.writer.record_writer import RecordWriter

GOLDEN = "../resources/golden/"

# The table of SampleTable.java: a missing integer makes a column float64, a missing truth value makes it text.
np.savez(
    GOLDEN + "columns.npz",
    **{
        "seed": np.array([9007199254740993, -1, 0]),
        "layers": np.array([1, np.nan, 3]),
        "eta": np.array([0.1, np.nan, np.nan]),
        "tied": np.array([True, False, True]),
        "causal": np.array(["true", "", "false"]),
        "note": np.array(["plain", 'with, comma and "quotes"', ""]),
        'odd, "name"': np.array(["a", "é\U0001f600", ""]),
    },
)

# The events of EventFileTest.java, by TensorBoard's own messages and records.
def scalar(tag, value):
    return Summary.Value(tag=tag, simple_value=value)


def layout():
    def chart(tag):
        series = layout_pb2.MarginChartContent.Series(value=tag + "/mean", lower=tag + "/lower", upper=tag + "/upper")
        return layout_pb2.Chart(title=tag, margin=layout_pb2.MarginChartContent(series=[series]))

    charts = [layout_pb2.Category(title="train", chart=[chart("train/loss"), chart("train/accuracy")])]
    value = Summary.Value(tag=metadata.CONFIG_SUMMARY_TAG, metadata=metadata.create_summary_metadata())
    value.tensor.dtype = 7
    value.tensor.tensor_shape.SetInParent()
    value.tensor.string_val.append(layout_pb2.Layout(category=charts).SerializeToString())
    return Summary(value=[value])


with open(GOLDEN + "events.tfevents", "wb") as file:
    records = RecordWriter(file)
    for event in [
        Event(wall_time=1.5e9, file_version="brain.Event:2"),
        Event(wall_time=1.5e9, summary=layout()),
        Event(wall_time=1.5e9 + 0.25, step=0, summary=Summary(value=[scalar("train/loss", 4.75), scalar("C", 0.1)])),
        Event(wall_time=1.5e9 + 1, step=123456789012, summary=Summary(value=[scalar("train/loss", -1e-30)])),
    ]:
        records.write(event.SerializeToString())
