using PhoneCompany.People;

namespace PhoneCompany.Tests;

public sealed class Dials
{
    private readonly Testbed _bed = new();

    public Dials()
    {
        _bed.At("after", "<Pause length='60'/>");
    }

    [Fact]
    public void A_dialled_phone_is_joined_and_its_end_goes_to_the_action_with_how_it_went()
    {
        _bed.At("voice", $"<Dial action='/after'>{Testbed.Peer}</Dial><Say>Never.</Say>");
        _bed.PeerPhone.Behaviour = Behaviour.PersonSaying(TimeSpan.FromSeconds(2), "");
        var call = _bed.Dial(wait: 5);
        _bed.CallerPhone.Says("Can you hear me");
        _bed.Wait(2);
        _bed.PeerPhone.Presses("5");
        _bed.PeerPhone.HangsUp();
        _bed.Wait(1);

        var child = _bed.Network.Calls[1];
        Assert.Equal("outbound-dial", child.Direction);
        Assert.Equal(call.Sid, child.ParentCallSid);
        Assert.Equal(Testbed.Caller, child.From);
        Assert.Contains(_bed.PeerPhone.Heard, entry => entry is { Kind: HeardKind.Voice, Text: "Can you hear me" });
        Assert.Contains(_bed.CallerPhone.Heard, entry => entry is { Kind: HeardKind.Tone, Text: "5" });
        var hit = Assert.Single(_bed.HitsAt("after"));
        Assert.Equal(("completed", "true", child.Sid), (hit["DialCallStatus"], hit["DialBridged"], hit["DialCallSid"]));
        Assert.Equal("in-progress", call.Status);
        _bed.AssertClean();
    }

    [Theory]
    [InlineData("busy")]
    [InlineData("failed")]
    [InlineData("no-answer")]
    public void A_dial_that_reaches_nobody_says_why(string status)
    {
        _bed.At("voice", $"<Dial action='/after' timeout='10'><Number>{Testbed.Peer}</Number></Dial>");
        _bed.PeerPhone.Behaviour = status switch
        {
            "busy" => Behaviour.Busy,
            "failed" => Behaviour.InvalidNumber,
            _ => Behaviour.NoAnswer,
        };
        _bed.Dial(wait: 14.9);
        Assert.Equal(status == "no-answer", !_bed.HitsAt("after").Any());

        _bed.Wait(2);
        var hit = Assert.Single(_bed.HitsAt("after"));
        Assert.Equal((status, "false"), (hit["DialCallStatus"], hit["DialBridged"]));
    }

    [Fact]
    public void Without_an_action_the_next_verb_comes()
    {
        _bed.At("voice", $"<Dial timeout='5'>{Testbed.Peer}</Dial><Say>Nobody came.</Say>");
        _bed.Dial(wait: 15);

        Assert.True(_bed.CallerPhone.HasHeard("Nobody came"));
    }

    [Fact]
    public void The_first_to_answer_wins_and_the_others_stop_ringing()
    {
        _bed.At(
            "voice",
            $"<Dial action='/after'><Number statusCallback='/child' statusCallbackEvent='initiated ringing answered completed'>{Testbed.Peer}</Number>"
            + $"<Number statusCallback='/other' statusCallbackEvent='completed'>{Testbed.Desk}</Number></Dial>");
        _bed.PeerPhone.Behaviour = Behaviour.Person(TimeSpan.FromSeconds(4));
        _bed.Dial(wait: 3);
        Assert.True(_bed.Network.Phone(Testbed.Desk).IsRinging);

        _bed.Wait(4);
        Assert.False(_bed.Network.Phone(Testbed.Desk).IsRinging);
        Assert.True(_bed.PeerPhone.IsInCall);
        Assert.Equal(["initiated", "ringing", "in-progress"], _bed.HitsAt("child").Select(hit => hit["CallStatus"]));
        var lost = Assert.Single(_bed.HitsAt("other"));
        Assert.Equal("canceled", lost["CallStatus"]);
        Assert.NotNull(lost["ParentCallSid"]);
    }

    [Fact]
    public void A_whisper_is_heard_by_the_callee_alone_and_its_end_joins_them()
    {
        _bed.At("voice", $"<Dial answerOnBridge='true'><Number url='/whisper'>{Testbed.Peer}</Number></Dial>");
        _bed.At("whisper", "<Gather numDigits='1' action='/accepted' timeout='5'><Say>Press 1 to take the call.</Say></Gather><Hangup/>");
        _bed.At("accepted", "");
        _bed.PeerPhone.Behaviour = Behaviour.PersonSaying(TimeSpan.FromSeconds(1), "", Reaction.Hearing("press 1", me => me.Presses("1")));
        var call = _bed.Dial(wait: 2.5);
        Assert.Equal("ringing", call.Status);

        _bed.Wait(3);
        Assert.Equal("in-progress", call.Status);
        Assert.Equal("outbound-dial", _bed.HitsAt("whisper").Single()["Direction"]);
        Assert.False(_bed.CallerPhone.HasHeard("Press 1"));
        _bed.PeerPhone.Says("hello");
        _bed.Wait(1);
        Assert.True(_bed.CallerPhone.HasHeard("hello"));
        _bed.AssertClean();
    }

    [Fact]
    public void A_callee_who_declines_the_whisper_was_never_joined()
    {
        _bed.At("voice", $"<Dial action='/after'><Number url='/whisper'>{Testbed.Peer}</Number></Dial>");
        _bed.At("whisper", "<Gather numDigits='1' action='/accepted' timeout='2'><Say>Press 1.</Say></Gather><Hangup/>");
        _bed.PeerPhone.Behaviour = Behaviour.AnswersThenSilent(TimeSpan.FromSeconds(1));
        _bed.Dial(wait: 10);

        Assert.Equal("false", Assert.Single(_bed.HitsAt("after"))["DialBridged"]);
        Assert.True(_bed.CallerPhone.IsInCall);
    }

    [Fact]
    public void A_caller_who_hangs_up_takes_the_other_leg_along_and_the_action_is_still_told()
    {
        _bed.At("voice", $"<Dial action='/after'>{Testbed.Peer}</Dial>");
        _bed.Dial(wait: 3);
        Assert.True(_bed.PeerPhone.IsRinging);
        _bed.CallerPhone.HangsUp();
        _bed.Wait(1);

        Assert.Equal("canceled", _bed.Network.Calls[1].Status);
        Assert.Equal("completed", Assert.Single(_bed.HitsAt("after"))["CallStatus"]);
        Assert.Empty(_bed.Network.LiveCalls);
    }

    [Fact]
    public void A_star_hangs_up_the_other_leg_only_where_asked_for()
    {
        _bed.At("voice", $"<Dial action='/after' hangupOnStar='true'>{Testbed.Peer}</Dial>");
        _bed.PeerPhone.Behaviour = Behaviour.Person(TimeSpan.FromSeconds(1));
        _bed.Dial(wait: 4);
        _bed.CallerPhone.Presses("*");
        _bed.Wait(1);

        Assert.True(_bed.PeerPhone.IsIdle);
        Assert.True(_bed.CallerPhone.IsInCall);
        Assert.Single(_bed.HitsAt("after"));
    }

    [Fact]
    public void A_caller_id_that_is_nobodys_is_refused()
    {
        _bed.At("voice", $"<Dial action='/after' callerId='+15559990000'>{Testbed.Peer}</Dial>");
        _bed.Dial(wait: 3);

        Assert.Equal("failed", Assert.Single(_bed.HitsAt("after"))["DialCallStatus"]);
        Assert.Contains(_bed.Network.Alerts, alert => alert.Code == 13214);
        Assert.Single(_bed.Network.Violations);
        Assert.Single(_bed.Network.Calls);
    }

    [Fact]
    public void Numbers_in_sequence_are_tried_one_after_the_other()
    {
        _bed.At("voice", $"<Dial sequential='true' timeout='5'><Number>{Testbed.Peer}</Number><Number>{Testbed.Desk}</Number></Dial>");
        _bed.Dial(wait: 5);
        Assert.False(_bed.Network.Phone(Testbed.Desk).IsRinging);

        _bed.Wait(8);
        Assert.True(_bed.Network.Phone(Testbed.Desk).IsRinging);
    }

    [Fact]
    public void A_callee_taken_out_of_a_bridge_is_not_answered_for_by_what_it_said_there()
    {
        _bed.At("voice", $"<Dial action='/after'>{Testbed.Peer}</Dial>");
        _bed.PeerPhone.Behaviour = Behaviour.PersonSaying(TimeSpan.FromSeconds(1), "");
        _bed.Dial(wait: 4);
        _bed.PeerPhone.Says("yes");
        _bed.Wait(1);
        _bed.Post(
            $"Calls/{_bed.Network.Calls[1].Sid}.json",
            ("Twiml", "<Response><Gather input='speech' timeout='3' action='https://program.test/heard'/><Pause length='9'/></Response>"));
        _bed.Wait(5);

        Assert.Empty(_bed.HitsAt("heard"));
        Assert.Single(_bed.HitsAt("after"));
        Assert.True(_bed.PeerPhone.IsInCall);
        _bed.AssertClean();
    }

    [Fact]
    public void A_redirected_caller_drops_the_other_leg()
    {
        _bed.At("voice", $"<Dial action='/after'>{Testbed.Peer}</Dial>");
        _bed.PeerPhone.Behaviour = Behaviour.Person(TimeSpan.FromSeconds(1));
        var call = _bed.Dial(wait: 4);
        _bed.Post($"Calls/{call.Sid}.json", ("Twiml", "<Response><Say>Back with us.</Say></Response>"));
        _bed.Wait(0.5);

        Assert.True(_bed.PeerPhone.IsIdle);
        Assert.True(_bed.CallerPhone.HasHeard("Back with us"));
        Assert.Empty(_bed.HitsAt("after"));
    }
}
