using PhoneCompany.People;

namespace PhoneCompany.Tests;

public sealed class InboundCalls
{
    private readonly Testbed _bed = new();

    [Fact]
    public void A_caller_hears_what_the_document_says_and_the_end_of_the_document_hangs_up()
    {
        _bed.At("voice", "<Say>Hello there.</Say>");
        var call = _bed.Dial(wait: 10);

        Assert.Equal("Hello there.", Assert.Single(_bed.CallerPhone.Heard, entry => entry.Kind == HeardKind.Speech).Text);
        Assert.Equal("completed", call.Status);
        _bed.AssertClean();
    }

    [Fact]
    public void The_first_request_comes_while_the_call_still_rings_with_all_its_parameters()
    {
        _bed.At("voice", "<Say>Hello.</Say>");
        var call = _bed.Dial();

        var hit = Assert.Single(_bed.Hits);
        Assert.Equal("ringing", hit["CallStatus"]);
        Assert.Equal("inbound", hit["Direction"]);
        Assert.Equal(Testbed.Caller, hit["From"]);
        Assert.Equal(Testbed.Caller, hit["Caller"]);
        Assert.Equal(Testbed.Service, hit["To"]);
        Assert.Equal(Testbed.Service, hit["Called"]);
        Assert.Equal(call.Sid, hit["CallSid"]);
        Assert.Equal(_bed.Network.Options.AccountSid, hit["AccountSid"]);
        Assert.Equal("2010-04-01", hit["ApiVersion"]);
        Assert.Matches("^CA[0-9a-f]{32}$", call.Sid);
    }

    [Fact]
    public void A_blocked_caller_id_arrives_as_it_is()
    {
        _bed.Dial("anonymous");

        Assert.Equal("anonymous", Assert.Single(_bed.Hits)["From"]);
    }

    [Fact]
    public void A_key_pressed_during_a_prompt_cuts_it_off_and_goes_to_the_action()
    {
        _bed.At("voice", "<Gather numDigits='1' action='/key'><Say>Press one if you are OK, or nine for help right now.</Say></Gather>");
        _bed.At("key", "<Say>Good.</Say>");
        _bed.Dial(wait: 1.5);
        _bed.CallerPhone.Presses("1");
        _bed.Wait(5);

        Assert.Equal("1", Assert.Single(_bed.HitsAt("key"))["Digits"]);
        var prompt = _bed.CallerPhone.Heard.First(entry => entry.Kind == HeardKind.Speech);
        Assert.True(prompt.IsCutOff);
        Assert.StartsWith("Press one if", prompt.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("right now", prompt.Text, StringComparison.Ordinal);
        Assert.True(_bed.CallerPhone.HasHeard("Good"));
        _bed.AssertClean();
    }

    [Fact]
    public void Two_people_in_one_conference_hear_each_other_and_the_end_goes_on_to_the_action()
    {
        _bed.At("voice", "<Dial action='/after'><Conference beep='false' waitUrl=''>case-1</Conference></Dial>");
        _bed.At("after", "<Say>One moment.</Say>");
        _bed.At("outbound", "<Dial><Conference beep='false' endConferenceOnExit='true'>case-1</Conference></Dial>");
        _bed.PeerPhone.Behaviour = Behaviour.PersonSaying(TimeSpan.FromSeconds(2), "");
        _bed.Dial();
        _bed.Ring(Testbed.Peer);
        _bed.Wait(4);
        _bed.CallerPhone.Says("I feel strange");
        _bed.Wait(2);
        _bed.PeerPhone.Says("I am here");
        _bed.Wait(2);

        Assert.Contains(_bed.PeerPhone.Heard, entry => entry is { Kind: HeardKind.Voice, Text: "I feel strange", Who: Testbed.Caller });
        Assert.Contains(_bed.CallerPhone.Heard, entry => entry is { Kind: HeardKind.Voice, Text: "I am here", Who: Testbed.Peer });
        Assert.Equal("in-progress", Assert.Single(_bed.Network.Conferences).Status);

        _bed.PeerPhone.HangsUp();
        _bed.Wait(0.5);

        Assert.Equal("completed", Assert.Single(_bed.Network.Conferences).Status);
        Assert.Equal("answered", Assert.Single(_bed.HitsAt("after"))["DialCallStatus"]);
        Assert.True(_bed.CallerPhone.HasHeard("One moment"));
        _bed.AssertClean();
    }
}
