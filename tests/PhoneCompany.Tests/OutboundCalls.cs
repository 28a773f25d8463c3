using PhoneCompany.People;

namespace PhoneCompany.Tests;

public sealed class OutboundCalls
{
    private static readonly (string, string)[] EveryEvent =
    [
        ("StatusCallback", "https://program.test/status"), ("StatusCallbackEvent", "initiated"), ("StatusCallbackEvent", "ringing"),
        ("StatusCallbackEvent", "answered"), ("StatusCallbackEvent", "completed"),
    ];

    private readonly Testbed _bed = new();

    [Fact]
    public void The_document_is_asked_for_only_when_the_phone_is_picked_up()
    {
        _bed.At("outbound", "<Say>Hello.</Say>");
        var call = _bed.Ring(Testbed.Peer);
        _bed.Wait(5);
        Assert.True(_bed.PeerPhone.IsRinging);
        Assert.Equal(Testbed.Service, _bed.PeerPhone.IncomingFrom);
        Assert.Empty(_bed.Hits);

        _bed.PeerPhone.Answers();
        _bed.Wait(0.1);

        var hit = Assert.Single(_bed.Hits);
        Assert.Equal("in-progress", hit["CallStatus"]);
        Assert.Equal("outbound-api", hit["Direction"]);
        Assert.Equal(Testbed.Peer, hit["To"]);
        Assert.Equal(Testbed.Service, hit["From"]);
        Assert.Null(hit["AnsweredBy"]);
        _bed.Wait(2);
        Assert.Equal(["queued", "initiated", "ringing", "in-progress", "completed"], call.History.Select(change => change.Status));
        _bed.AssertClean();
    }

    [Fact]
    public void Callbacks_count_from_zero_and_the_last_one_says_how_long_it_took()
    {
        _bed.At("outbound", "<Pause length='61'/>");
        _bed.PeerPhone.Behaviour = Behaviour.PersonSaying(TimeSpan.FromSeconds(3), "");
        _bed.Ring(Testbed.Peer, more: EveryEvent);
        _bed.Wait(80);

        var told = _bed.HitsAt("status").ToList();
        Assert.Equal(["initiated", "ringing", "in-progress", "completed"], told.Select(hit => hit["CallStatus"]));
        Assert.Equal(["0", "1", "2", "3"], told.Select(hit => hit["SequenceNumber"]));
        Assert.All(told, hit => Assert.Equal("call-progress-events", hit["CallbackSource"]));
        Assert.All(told, hit => Assert.EndsWith(" +0000", hit["Timestamp"], StringComparison.Ordinal));
        Assert.Equal("61", told[^1]["CallDuration"]);
        Assert.Equal("2", told[^1]["Duration"]);
        Assert.Equal("200", told[^1]["SipResponseCode"]);
        Assert.All(told.SkipLast(1), hit => Assert.Null(hit["CallDuration"]));
        _bed.AssertClean();
    }

    [Fact]
    public void Only_the_end_is_told_unless_more_is_asked_for()
    {
        _bed.PeerPhone.Behaviour = Behaviour.Person(TimeSpan.FromSeconds(1));
        _bed.Ring(Testbed.Peer, more: EveryEvent[0]);
        _bed.Wait(10);

        Assert.Equal("completed", Assert.Single(_bed.HitsAt("status"))["CallStatus"]);
    }

    [Fact]
    public void A_phone_that_rings_out_is_no_answer_after_the_time_asked_for_and_five_seconds()
    {
        var call = _bed.Ring(Testbed.Peer, more: [("Timeout", "20"), .. EveryEvent]);
        _bed.Wait(25.7);
        Assert.Equal("ringing", call.Status);

        _bed.Wait(0.3);
        Assert.Equal("no-answer", call.Status);
        var last = _bed.HitsAt("status").Last();
        Assert.Equal("no-answer", last["CallStatus"]);
        Assert.Equal("487", last["SipResponseCode"]);
        Assert.Equal("0", last["CallDuration"]);
        Assert.Equal(Testbed.Service, Assert.Single(_bed.PeerPhone.MissedCalls).From);
    }

    [Fact]
    public void A_busy_phone_is_busy_and_a_number_that_is_none_fails_without_ringing()
    {
        _bed.PeerPhone.Behaviour = Behaviour.Busy;
        _bed.Network.Phone(Testbed.Desk).Behaviour = Behaviour.InvalidNumber;
        var busy = _bed.Ring(Testbed.Peer, more: EveryEvent);
        var failed = _bed.Ring(Testbed.Desk, more: EveryEvent);
        _bed.Wait(5);

        Assert.Equal("busy", busy.Status);
        Assert.Equal("failed", failed.Status);
        Assert.Equal(404, failed.SipResponseCode);
        var toldOfFailed = _bed.HitsAt("status").Where(hit => hit["CallSid"] == failed.Sid);
        Assert.Equal(["initiated", "failed"], toldOfFailed.Select(hit => hit["CallStatus"]));
    }

    [Fact]
    public void Somebody_who_declines_is_busy()
    {
        var call = _bed.Ring(Testbed.Peer);
        _bed.Wait(2);
        _bed.PeerPhone.Rejects();

        Assert.Equal("busy", call.Status);
    }

    [Fact]
    public void A_phone_in_a_call_is_busy_unless_it_has_call_waiting()
    {
        _bed.At("voice", "<Pause length='1'/><Say>Hi</Say><Pause length='60'/>");
        _bed.Dial(wait: 3);
        var refused = _bed.Ring(Testbed.Caller);
        _bed.Wait(2);
        Assert.Equal("busy", refused.Status);

        _bed.CallerPhone.CallWaiting = true;
        var second = _bed.Ring(Testbed.Caller);
        _bed.Wait(2);
        Assert.True(_bed.CallerPhone.IsRinging);
        Assert.True(_bed.CallerPhone.IsInCall);
        _bed.CallerPhone.Answers();
        Assert.Equal(second, _bed.CallerPhone.Call);
    }

    [Fact]
    public void One_call_a_second_leaves_the_queue()
    {
        var calls = Enumerable.Range(1, 3).Select(index => _bed.Ring($"+1555123010{index}")).ToList();
        _bed.Wait(0.01);
        Assert.Equal(["initiated", "queued", "queued"], calls.Select(call => call.Status));

        _bed.Wait(1);
        Assert.Equal(["ringing", "initiated", "queued"], calls.Select(call => call.Status));
        _bed.Wait(1);
        Assert.Equal("2000", _bed.Get($"Calls/{calls[2].Sid}.json").Body.GetProperty("queue_time").GetString());
    }

    [Fact]
    public void A_call_canceled_in_the_queue_tells_nobody()
    {
        _bed.Ring(Testbed.Peer);
        var queued = _bed.Ring(Testbed.Desk, more: EveryEvent);
        _bed.Post($"Calls/{queued.Sid}.json", ("Status", "canceled"));
        _bed.Wait(10);

        Assert.Equal("canceled", queued.Status);
        Assert.Empty(_bed.Hits);
        Assert.Empty(_bed.Network.Phone(Testbed.Desk).MissedCalls);
    }

    [Fact]
    public void A_ringing_call_can_be_canceled_and_tells_so()
    {
        var call = _bed.Ring(Testbed.Peer, more: EveryEvent[0]);
        _bed.Wait(5);
        _bed.Post($"Calls/{call.Sid}.json", ("Status", "canceled"));
        _bed.Wait(1);

        Assert.False(_bed.PeerPhone.IsRinging);
        Assert.Equal("canceled", Assert.Single(_bed.HitsAt("status"))["CallStatus"]);
    }

    [Fact]
    public void Canceling_an_answered_call_does_nothing_and_completing_ends_it()
    {
        _bed.At("outbound", "<Pause length='60'/>");
        _bed.PeerPhone.Behaviour = Behaviour.Person(TimeSpan.FromSeconds(1));
        var call = _bed.Ring(Testbed.Peer);
        _bed.Wait(5);
        Assert.Equal("in-progress", _bed.Post($"Calls/{call.Sid}.json", ("Status", "canceled")).Body.GetProperty("status").GetString());
        Assert.Equal("completed", _bed.Post($"Calls/{call.Sid}.json", ("Status", "completed")).Body.GetProperty("status").GetString());
        Assert.True(_bed.PeerPhone.IsIdle);
    }

    [Fact]
    public void A_live_leg_is_taken_to_another_document_at_once_and_the_old_action_is_not_asked()
    {
        _bed.At("outbound", "<Gather action='/key' timeout='30'><Say>This is a long sentence that will not be heard out.</Say></Gather>");
        _bed.PeerPhone.Behaviour = Behaviour.PersonSaying(TimeSpan.FromSeconds(1), "");
        var call = _bed.Ring(Testbed.Peer);
        _bed.Wait(3);
        var (status, _) = _bed.Post($"Calls/{call.Sid}.json", ("Twiml", "<Response><Say>New.</Say></Response>"));
        _bed.Wait(3);

        Assert.Equal(200, status);
        Assert.Contains(_bed.PeerPhone.Heard, entry => entry.IsCutOff);
        Assert.True(_bed.PeerPhone.HasHeard("New"));
        Assert.Empty(_bed.HitsAt("key"));
        _bed.AssertClean();
    }

    [Fact]
    public void A_leg_that_is_over_or_not_answered_cannot_be_redirected()
    {
        var call = _bed.Ring(Testbed.Peer);
        _bed.Wait(3);
        var ringing = _bed.Post($"Calls/{call.Sid}.json", ("Url", "https://program.test/new"));
        _bed.PeerPhone.Rejects();
        var over = _bed.Post($"Calls/{call.Sid}.json", ("Url", "https://program.test/new"));

        Assert.Equal((400, 21220), (ringing.Status, ringing.Body.GetProperty("code").GetInt32()));
        Assert.Equal((400, 21220), (over.Status, over.Body.GetProperty("code").GetInt32()));
    }

    [Fact]
    public void A_call_ends_at_its_time_limit()
    {
        _bed.At("outbound", "<Pause length='600'/>");
        _bed.PeerPhone.Behaviour = Behaviour.Person(TimeSpan.FromSeconds(1));
        var call = _bed.Ring(Testbed.Peer, more: ("TimeLimit", "30"));
        _bed.Wait(40);

        Assert.Equal("completed", call.Status);
        Assert.Equal(30, call.DurationSeconds);
    }

    [Fact]
    public void Digits_to_send_are_dialled_after_the_answer()
    {
        _bed.At("outbound", "<Say>Hello.</Say>");
        _bed.PeerPhone.Behaviour = Behaviour.DispatchMenu(
            TimeSpan.FromSeconds(1),
            "2",
            Behaviour.PersonSaying(TimeSpan.FromSeconds(1), "Dispatch, what is the address?"),
            "For fire press 1, for an ambulance press 2.");
        var call = _bed.Ring(Testbed.Peer, more: ("SendDigits", "ww2"));
        _bed.At("outbound", "<Gather input='speech' timeout='30' speechTimeout='1' action='/heard'/>");
        _bed.Wait(20);

        Assert.Contains(_bed.PeerPhone.Heard, entry => entry is { Kind: HeardKind.Tone, Text: "2" });
        Assert.Contains("Dispatch, what is the address?", _bed.HitsAt("heard").Last()["SpeechResult"], StringComparison.Ordinal);
        Assert.NotNull(call);
    }

    [Theory]
    [InlineData("Enable", null, "machine_start")]
    [InlineData("DetectMessageEnd", null, "machine_end_beep")]
    [InlineData("Enable", "human", "human")]
    public void Machine_detection_delays_the_document_and_may_be_wrong(string mode, string? verdict, string expected)
    {
        _bed.At("outbound", "<Say>Hello.</Say>");
        _bed.PeerPhone.Behaviour = Behaviour.Voicemail(TimeSpan.FromSeconds(1)) with { AmdVerdict = verdict };
        _bed.Ring(Testbed.Peer, more: ("MachineDetection", mode));
        _bed.Wait(4);
        Assert.Empty(_bed.HitsAt("outbound"));

        _bed.Wait(10);
        Assert.Equal(expected, Assert.Single(_bed.HitsAt("outbound"))["AnsweredBy"]);
    }

    [Fact]
    public void A_call_redirected_while_a_machine_is_being_detected_does_not_start_anew()
    {
        _bed.At("outbound", "<Say>Hello.</Say>");
        _bed.PeerPhone.Behaviour = Behaviour.Person(TimeSpan.FromSeconds(1));
        var call = _bed.Ring(Testbed.Peer, more: ("MachineDetection", "Enable"));
        _bed.Wait(3);
        _bed.Post($"Calls/{call.Sid}.json", ("Twiml", "<Response><Pause length='20'/></Response>"));
        _bed.Wait(10);

        Assert.Empty(_bed.HitsAt("outbound"));
        Assert.Equal("in-progress", call.Status);
    }

    [Fact]
    public void Machine_detection_on_the_side_tells_later_and_holds_nothing_up()
    {
        _bed.At("outbound", "<Pause length='30'/>");
        _bed.PeerPhone.Behaviour = Behaviour.Person(TimeSpan.FromSeconds(1));
        _bed.Ring(
            Testbed.Peer,
            "outbound",
            ("MachineDetection", "Enable"),
            ("AsyncAmd", "true"),
            ("AsyncAmdStatusCallback", "https://program.test/amd"));
        _bed.Wait(3);
        Assert.Null(Assert.Single(_bed.HitsAt("outbound"))["AnsweredBy"]);

        _bed.Wait(4);
        Assert.Equal("human", Assert.Single(_bed.HitsAt("amd"))["AnsweredBy"]);
    }

    [Fact]
    public void An_inbound_call_tells_the_numbers_callback_once_when_it_ends()
    {
        _bed.Number.StatusCallback = "https://program.test/ended";
        _bed.At("voice", "<Say>Hello.</Say>");
        _bed.Dial(wait: 5);

        var hit = Assert.Single(_bed.HitsAt("ended"));
        Assert.Equal("completed", hit["CallStatus"]);
        Assert.Equal("1", hit["Duration"]);
    }
}
