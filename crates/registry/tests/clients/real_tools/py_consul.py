"""A client in Python against whatever CONSUL_HTTP_ADDR names."""

import base64
import os
import threading
import time

import consul



def connected():
    client = consul.Consul()
    # Given to the library, it would send the token in other ways as well, some of which
    # nobody takes, and with transactions in none.
    client.http.session.headers["X-Consul-Token"] = os.environ["TOKEN"]
    return client


client = connected()


def keys():
    index, entry = client.kv.get("py/none")
    assert entry is None and int(index) > 0
    assert client.kv.put("py/colour", "blue")
    index, entry = client.kv.get("py/colour")
    assert entry["Value"] == b"blue", entry
    assert entry["Flags"] == 0 and entry["LockIndex"] == 0, entry
    modified = entry["ModifyIndex"]
    assert client.kv.put("py/colour", "red", cas=modified) is True
    assert client.kv.put("py/colour", "green", cas=modified) is False
    assert client.kv.put("py/new", "x", cas=0, flags=7) is True
    assert client.kv.put("py/new", "x", cas=0) is False
    assert client.kv.put("py/São Paulo/ping 1%", "ação".encode())
    assert client.kv.put("py/bytes", bytes(range(256)))
    index, entries = client.kv.get("py/", recurse=True)
    found = {entry["Key"]: entry["Value"] for entry in entries}
    assert found == {
        "py/São Paulo/ping 1%": "ação".encode(),
        "py/bytes": bytes(range(256)),
        "py/colour": b"red",
        "py/new": b"x",
    }, found
    index, names = client.kv.get("py/", keys=True, separator="/")
    assert names == ["py/São Paulo/", "py/bytes", "py/colour", "py/new"], names
    assert client.kv.delete("py/new", cas=1) is False
    assert client.kv.delete("py/bytes") is True
    assert client.kv.delete("py/São", recurse=True) is True
    index, names = client.kv.get("py/", keys=True)
    assert names == ["py/colour", "py/new"], names


def waits():
    index, entry = client.kv.get("py/colour")
    started = time.monotonic()
    again, same = client.kv.get("py/colour", index=index, wait="300ms")
    assert again == index and same == entry
    assert 0.25 < time.monotonic() - started < 2

    def change():
        time.sleep(0.3)
        connected().kv.put("py/colour", "yellow")

    changing = threading.Thread(target=change)
    started = time.monotonic()
    changing.start()
    later, entry = client.kv.get("py/colour", index=index, wait="30s")
    assert 0.2 < time.monotonic() - started < 2
    assert int(later) > int(index) and entry["Value"] == b"yellow"
    changing.join()


def catalog():
    service = {
        "Service": "db", "ID": "db-1", "Port": 5432, "Tags": ["sql"],
        "Meta": {"company": "ACME"},
    }
    check = {
        "Node": "far", "Name": "alive", "CheckID": "alive", "ServiceID": "db-1",
        "Status": "passing",
    }
    assert client.catalog.register("far", "10.9.8.7", service=service, check=check)
    index, nodes = client.catalog.nodes()
    assert "far" in [node["Node"] for node in nodes]
    index, services = client.catalog.services()
    assert services["db"] == ["sql"], services
    index, instances = client.catalog.service("db", tag="sql")
    assert [one["ServiceMeta"] for one in instances] == [{"company": "ACME"}]
    index, node = client.catalog.node("far")
    assert list(node["Services"]) == ["db-1"], node
    index, healthy = client.health.service("db", passing=True)
    assert healthy[0]["Service"]["Port"] == 5432, healthy
    index, checks = client.health.state("passing")
    assert "alive" in [one["CheckID"] for one in checks]
    assert client.catalog.datacenters() == ["dc1"]
    assert client.catalog.deregister("far", service_id="db-1")
    index, services = client.catalog.services()
    assert "db" not in services
    assert client.catalog.deregister("far")


def agent():
    ttl = consul.Check.ttl("30s")
    assert client.agent.service.register(
        "web", service_id="web-1", address="10.0.0.1", port=80, tags=["front"],
        meta={"company": "ACME"}, check=ttl,
    )
    web = client.agent.services()["web-1"]
    assert (web["Port"], web["Tags"]) == (80, ["front"]), web
    checks = client.agent.checks()
    assert checks["service:web-1"]["Status"] == "critical", checks
    assert client.agent.check.ttl_pass("service:web-1", "well")
    assert client.agent.checks()["service:web-1"]["Status"] == "passing"
    assert client.agent.service.maintenance("web-1", "true", "test")
    assert client.agent.service.maintenance("web-1", "false")
    own = client.agent.self()
    assert own["Config"]["Datacenter"] == "dc1", own["Config"]
    assert [one["Name"] for one in client.agent.members()] == [own["Config"]["NodeName"]]
    assert client.agent.service.deregister("web-1")
    assert "web-1" not in client.agent.services()
    assert client.status.leader()


def sessions():
    holder = client.session.create(name="holder", ttl=10, lock_delay=0)
    other = client.session.create(behavior="delete", lock_delay=0)
    assert client.kv.put("py/lock", "held", acquire=holder) is True
    assert client.kv.put("py/lock", "mine", acquire=other) is False
    index, entry = client.kv.get("py/lock")
    assert (entry["Session"], entry["LockIndex"]) == (holder, 1), entry
    index, info = client.session.info(holder)
    assert (info["Name"], info["TTL"], info["Behavior"]) == ("holder", "10s", "release"), info
    assert client.session.renew(holder)["ID"] == holder
    index, listed = client.session.list()
    assert {holder, other} <= {one["ID"] for one in listed}
    index, of_node = client.session.node(info["Node"])
    assert {holder, other} <= {one["ID"] for one in of_node}
    assert client.kv.put("py/lock", "", release=holder) is True
    assert client.kv.put("py/lock", "mine", acquire=other) is True
    assert client.session.destroy(other)
    index, entry = client.kv.get("py/lock")
    assert entry is None, entry
    assert client.session.destroy(holder)
    index, gone = client.session.info(holder)
    assert gone is None, gone


def transactions():
    def text(words):
        return base64.b64encode(words.encode()).decode()

    done = client.txn.put([
        {"KV": {"Verb": "set", "Key": "py/a", "Value": text("1"), "Flags": 3}},
        {"KV": {"Verb": "check-not-exists", "Key": "py/b"}},
        {"KV": {"Verb": "get", "Key": "py/a"}},
    ])
    assert done["Errors"] is None, done
    assert done["Results"][1]["KV"]["Value"] == text("1"), done
    try:
        client.txn.put([
            {"KV": {"Verb": "set", "Key": "py/b", "Value": text("2")}},
            {"KV": {"Verb": "cas", "Key": "py/a", "Value": text("2"), "Index": 1}},
        ])
        raise AssertionError("a transaction that cannot be done")
    except consul.exceptions.ClientError as refused:
        assert "409" in str(refused), refused
    index, entry = client.kv.get("py/b")
    assert entry is None, entry


keys()
waits()
catalog()
agent()
sessions()
transactions()
print("all done")
