using PhoneCompany.People;

namespace PhoneCompany.Tests;

public sealed class Answering
{
    private const string Offer = "<Gather numDigits='1' timeout='5' action='/key'><Say>SpotterBot on-call alert, press 1 to accept.</Say></Gather>";
    private readonly Testbed _bed = new();

    public Answering()
    {
        _bed.At("outbound", Offer + Offer + Offer);
        _bed.At("key", "<Say>Thank you.</Say>");
    }

    [Fact]
    public void A_person_presses_the_key_they_are_asked_for()
    {
        _bed.PeerPhone.Behaviour = Behaviour.Person(
            TimeSpan.FromSeconds(4), Reaction.Hearing("press 1", me => me.Presses("1"), TimeSpan.FromSeconds(1)));
        _bed.Ring(Testbed.Peer);
        _bed.Wait(15);

        Assert.Equal("1", Assert.Single(_bed.HitsAt("key"))["Digits"]);
        Assert.True(_bed.PeerPhone.HasHeard("Thank you"));
        _bed.AssertClean();
    }

    [Fact]
    public void A_mailbox_keeps_only_what_is_said_after_its_beep()
    {
        _bed.At("outbound", "<Say>Who is this, please? It is us.</Say><Pause length='6'/><Say>Call us back.</Say>");
        _bed.PeerPhone.Behaviour = Behaviour.Voicemail(TimeSpan.FromSeconds(2), "Leave a message please, thank you, after the tone.");
        _bed.Ring(Testbed.Peer);
        _bed.Wait(40);

        var kept = Assert.Single(_bed.PeerPhone.VoicemailRecordings);
        Assert.Equal("Call us back.", kept.Text);
        Assert.Equal(Testbed.Service, kept.From);
        Assert.Empty(_bed.HitsAt("key"));
    }

    [Fact]
    public void A_mailbox_that_beeps_in_the_middle_of_a_sentence_keeps_the_rest_of_it()
    {
        _bed.At("outbound", "<Say>alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa</Say>");
        _bed.PeerPhone.Behaviour = Behaviour.Voicemail(TimeSpan.FromSeconds(1), "Please speak now.");
        _bed.Ring(Testbed.Peer);
        _bed.Wait(30);

        var kept = Assert.Single(_bed.PeerPhone.VoicemailRecordings).Text;
        Assert.EndsWith("oscar papa", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("alpha", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void A_screener_listens_first_and_the_owner_comes_only_then()
    {
        _bed.At("outbound", string.Concat(Enumerable.Repeat(Offer, 6)));
        _bed.PeerPhone.Behaviour = Behaviour.CallScreener(
            TimeSpan.FromSeconds(1),
            Behaviour.PersonSaying(TimeSpan.FromSeconds(4), "", Reaction.Hearing("press 1", me => me.Presses("1"))));
        _bed.Ring(Testbed.Peer);
        _bed.Wait(15);
        Assert.Empty(_bed.HitsAt("key"));

        _bed.Wait(30);
        Assert.Single(_bed.HitsAt("key"));
    }

    [Fact]
    public void Nobody_accepts_by_being_silent_a_carrier_or_dead_air()
    {
        Behaviour[] behaviours =
        [
            Behaviour.AnswersThenSilent(TimeSpan.FromSeconds(2)), Behaviour.CarrierRecording(), Behaviour.DeadAir(TimeSpan.FromSeconds(2)),
            Behaviour.HoldMusic(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(60), Behaviour.Person(TimeSpan.Zero)),
            Behaviour.HangsUpMidPrompt(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)),
        ];
        var calls = behaviours.Select((behaviour, index) =>
        {
            _bed.Network.Phone($"+1555123020{index}").Behaviour = behaviour;
            return _bed.Ring($"+1555123020{index}");
        }).ToList();
        _bed.Wait(60);

        Assert.All(calls, call => Assert.Equal("completed", call.Status));
        Assert.Empty(_bed.HitsAt("key"));
        _bed.AssertClean();
    }

    [Fact]
    public void A_wrong_key_arrives_as_pressed()
    {
        _bed.PeerPhone.Behaviour = Behaviour.WrongKey(TimeSpan.FromSeconds(2), "7");
        _bed.Ring(Testbed.Peer);
        _bed.Wait(15);

        Assert.Equal("7", _bed.HitsAt("key").First()["Digits"]);
    }

    [Fact]
    public void Words_that_were_cut_off_are_not_reacted_to()
    {
        _bed.At("outbound", "<Gather numDigits='1' action='/key'><Say>Hello, this is a long introduction, and at its end: press 1.</Say></Gather>");
        _bed.PeerPhone.Behaviour = Behaviour.PersonSaying(
            TimeSpan.FromSeconds(2),
            "",
            Reaction.Later(TimeSpan.FromSeconds(1), me => me.Presses("3")),
            Reaction.Hearing("press 1", me => me.Presses("1")));
        _bed.Ring(Testbed.Peer);
        _bed.Wait(20);

        Assert.Equal("3", Assert.Single(_bed.HitsAt("key"))["Digits"]);
    }

    [Fact]
    public void A_desk_with_several_lines_takes_several_calls()
    {
        var desk = _bed.Network.Phone(Testbed.Desk);
        desk.Lines = 2;
        desk.Behaviour = Behaviour.Person(TimeSpan.FromSeconds(1), Reaction.Hearing("press 1", me => me.Presses("1")));
        _bed.Ring(Testbed.Desk);
        _bed.Ring(Testbed.Desk);
        var third = _bed.Ring(Testbed.Desk);
        _bed.Wait(3.5);
        Assert.Equal("busy", third.Status);

        _bed.Wait(15);
        Assert.Equal(2, _bed.HitsAt("key").Select(hit => hit["CallSid"]).Distinct().Count());
    }

    [Fact]
    public void Acting_on_a_phone_that_is_in_no_call_is_a_mistake_of_the_scenario()
    {
        Assert.Throws<InvalidOperationException>(() => _bed.PeerPhone.Presses("1"));
        Assert.Throws<InvalidOperationException>(() => _bed.PeerPhone.Answers());
        Assert.Throws<InvalidOperationException>(() => _bed.PeerPhone.HangsUp());
        Assert.Throws<ArgumentException>(() => _bed.PeerPhone.PlacesCall("+15550009999"));
    }

    [Fact]
    public void A_reaction_that_fails_is_kept_for_the_test_to_see()
    {
        _bed.PeerPhone.Behaviour = Behaviour.Person(
            TimeSpan.FromSeconds(1), Reaction.Later(TimeSpan.FromSeconds(1), _ => throw new InvalidOperationException("scenario")));
        _bed.Ring(Testbed.Peer);
        _bed.Wait(5);

        Assert.Equal("scenario", Assert.Single(_bed.Network.Unobserved).Message);
    }

    [Fact]
    public void Everything_that_happens_is_a_numbered_line_for_whoever_watches()
    {
        var lines = new List<ActivityEntry>();
        using (_bed.Network.Watch(lines.Add))
        {
            _bed.PeerPhone.Behaviour = Behaviour.Person(TimeSpan.FromSeconds(1), Reaction.Hearing("press 1", me => me.Presses("1")));
            _bed.Ring(Testbed.Peer);
            _bed.Wait(12);
        }

        _bed.PeerPhone.Texts("OK");
        Assert.Equal(Enumerable.Range(1, lines.Count).Select(number => (long)number), lines.Select(line => line.Sequence));
        Assert.Contains(lines, line => line is { Kind: "said", Phone: Testbed.Peer, Text: "Hello?" });
        Assert.Contains(lines, line => line is { Kind: "pressed", Text: "1" });
        Assert.DoesNotContain(lines, line => line.Kind == "text-out");
        Assert.Contains(_bed.Network.Log, line => line.Kind == "text-out");
    }
}
