"""For those who run the server: is it alive, is it ready, and how much does it do."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Iterator
from typing import Any

from flask import Flask, Response, g, jsonify, request

from dashboard.store import Reader
from etl import DataError, Index, extracts

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """Counts of one app. With several workers (``PROMETHEUS_MULTIPROC_DIR``) the counts of all are told together.

    Labels are the rules of addresses, never addresses: their number is bounded whatever visitors ask for.
    """

    def __init__(self) -> None:
        # which kind of values it keeps is settled when this is imported: a worker knows whether it is one of several
        import prometheus_client as prometheus

        self._prometheus = prometheus
        self.registry = prometheus.CollectorRegistry()
        self.requests = prometheus.Counter(
            "tradetrace_requests", "Requests answered.", ["method", "route", "status"], registry=self.registry
        )
        self.seconds = prometheus.Histogram(
            "tradetrace_request_seconds",
            "Time until an answer was sent.",
            ["route"],
            buckets=BUCKETS,
            registry=self.registry,
        )
        self.refused = prometheus.Counter(
            "tradetrace_refused", "Requests refused because of a limit.", ["reason"], registry=self.registry
        )
        self.streams = prometheus.Gauge(
            "tradetrace_extracts_open",
            "Extracts being sent.",
            multiprocess_mode="livesum",
            registry=self.registry,
        )

    def text(self, tables: _Tables) -> bytes:
        """All counts and the state of the tables in the text format of Prometheus."""
        of_tables = self._prometheus.CollectorRegistry()
        of_tables.register(tables)  # type: ignore[arg-type]
        counts = self.registry
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            from prometheus_client import multiprocess

            counts = self._prometheus.CollectorRegistry()
            multiprocess.MultiProcessCollector(counts)
        return self._prometheus.generate_latest(counts) + self._prometheus.generate_latest(of_tables)


class _Tables:
    """The state of the tables when it is asked for."""

    def __init__(self, read: Reader) -> None:
        self._read = read

    def collect(self) -> Iterator[Any]:
        from prometheus_client.core import GaugeMetricFamily

        try:
            snapshot = self._read()
        except DataError:
            yield GaugeMetricFamily("tradetrace_ready", "Whether the tables can be read.", value=0)
            return
        yield GaugeMetricFamily("tradetrace_ready", "Whether the tables can be read.", value=1)
        told = (
            ("tradetrace_facts", "Facts in the tables.", snapshot.size),
            ("tradetrace_documents", "Documents in the tables.", snapshot.documents),
            (
                "tradetrace_tables_age_seconds",
                "Time since the last refresh that changed them.",
                _age(snapshot.index),
            ),
        )
        for name, meaning, value in told:
            yield GaugeMetricFamily(name, meaning, value=value)


def _age(index: Index) -> float:
    return max(0.0, round(dt.datetime.now(dt.UTC).timestamp() - extracts.made_at(index).timestamp(), 1))


def register(server: Flask, read: Reader) -> Metrics:
    """Serve ``/healthz``, ``/readyz`` and ``/metrics``, and count every request."""
    metrics = Metrics()
    tables = _Tables(read)

    def healthz() -> Response:
        return _fresh(jsonify(status="alive"))

    def readyz() -> Response:
        try:
            snapshot = read()
        except DataError as error:
            answer = jsonify(status="not ready", message=error.message, remedy=error.remedy)
            answer.status_code = 503
            return _fresh(answer)
        return _fresh(
            jsonify(
                status="ready",
                facts=snapshot.size,
                documents=snapshot.documents,
                refreshed=extracts.made_at(snapshot.index).strftime("%Y-%m-%dT%H:%M:%SZ"),
                age_seconds=int(_age(snapshot.index)),
                version=extracts.program_version(),
            )
        )

    def counts() -> Response:
        return _fresh(Response(metrics.text(tables), content_type="text/plain; version=0.0.4; charset=utf-8"))

    def begin() -> None:
        g.counted_from = time.perf_counter()

    def end(response: Response) -> Response:
        began = g.get("counted_from", time.perf_counter())
        route = request.url_rule.rule if request.url_rule else "none"
        method = request.method if request.method in METHODS else "other"
        status = str(response.status_code)

        def sent() -> None:
            metrics.requests.labels(method, route, status).inc()
            metrics.seconds.labels(route).observe(time.perf_counter() - began)

        response.call_on_close(sent)
        return response

    server.add_url_rule("/healthz", "healthz", healthz)
    server.add_url_rule("/readyz", "readyz", readyz)
    server.add_url_rule("/metrics", "metrics", counts)
    server.before_request(begin)
    server.after_request(end)
    return metrics


def _fresh(answer: Response) -> Response:
    answer.cache_control.no_store = True
    return answer
