using PhoneCompany.Faults;
using PhoneCompany.People;
using PhoneCompany.Webhooks;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.OnTheLine;

/// <summary>
/// A line that came in by the three digits of a session's code: they are soon mistyped. Help, a person and first aid can be had there at once; nothing
/// of the caller's is heard, answered or ended there until the last digits of the phone it began on were keyed. Promises 3, 5, 6.
/// </summary>
public sealed class CodeLineTests
{
    private const string Unproven = "I can't tell from here that it's you";

    [Fact]
    public void The_last_four_digits_of_the_phone_it_began_on_make_the_line_theirs()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText();
        s.Friend.KeysTheCode().Hears("the last four digits of the phone you started on").Presses("0123").Hears("You're back");
        Assert.Equal(Mode.OnTheLine, s.Session.Mode);
        s.RunToCheckIn();
        s.Friend.Hears("Still with me").Presses("1").Hears("Thanks").NeverHeard("Main|Hamilton");
        Assert.Equal(s.Caller.Number, s.Session.CallerNumber);
        s.Friend.Presses("7").IsOffTheLine();
        s.Silence();
        Assert.False(s.Session.Open);
    }

    [Fact]
    public void Wrong_digits_are_said_to_be_so_and_after_three_tries_the_right_ones_count_no_more()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText();
        s.Friend.KeysTheCode();
        for (var i = 0; i < 3; i++)
        {
            s.Friend.Hears("last four digits").Presses("9998").Hears("That isn't it");
        }

        // One key is listened for now, and theirs begin with a zero: that is a person.
        s.Friend.Hears(Unproven).Presses("0123").Hears("ringing someone for you");
        s.PeerA.IsRung().Gets("someone would like to talk");
        s.Friend.NeverHeard("You're back").HangsUp();
        Assert.Equal(Mode.TextMe, s.Session.Mode);
        s.Finishes();
        s.PeerA.Gets("Nothing is needed");
        s.Silence();
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("4")]
    [InlineData("7")]
    public void No_key_on_it_answers_puts_off_or_ends_anything_of_theirs(string key)
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText();
        s.RunToCheckIn();
        s.Caller.Gets("Still with me").MayBeRung();
        var due = s.DueUtc;
        s.Friend.KeysTheCode().Hears("last four digits").Presses(key).Hears("didn't catch that").NeverHeard("Thanks|more minutes|Change|Bye");
        Assert.True(s.Session is { Open: true, FinishWhenQuiet: false, CheckIn.IsOpen: true });
        Assert.Equal(due, s.DueUtc);
        s.Friend.HangsUp();
        s.RunSeconds(3);
        s.Caller.Texts("1").Gets("Thanks");
        s.Finishes();
        s.Silence();
    }

    /// <summary>A friend with the code has found them.</summary>
    [Theory]
    [InlineData("9")]
    [InlineData("99")]
    [InlineData("911")]
    public void A_nine_on_it_counts_within_three_seconds_and_from_then_on_it_is_told_how_help_stands(string keys)
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.WatchedByText();
        s.Ems.Is(Behaviour.Manual);
        s.Caller.MayGet(".").MayBeRung();
        s.Friend.KeysTheCode().Hears("last four digits");
        s.RunSeconds(8);
        var pressed = s.Now;
        s.Friend.PressesOneByOne(keys, apart: 0.5).Hears("I'm getting people to you now", within: 6);
        Assert.InRange((s.Now - pressed).TotalSeconds, 0, 4);
        var mark = s.Friend.Phone.Mark;
        s.Friend.Hears("I'm calling an ambulance and people for them", within: 20);
        s.Ems.TakesTheEmergency();
        s.Friend.Hears("An ambulance is on its way. Stay with them", within: 20);
        Assert.DoesNotMatch("last four digits|press 9", s.Friend.Phone.WordsSince(mark));
        s.Friend.Presses("5").Hears("Tap them hard", within: 3).HangsUp();
        s.RunSeconds(60);
        s.Finishes();
    }

    [Fact]
    public void Check_ins_by_text_go_on_by_text_and_are_never_asked_on_it()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText();
        for (var i = 0; i < 2; i++)
        {
            s.RunUntil(s.DueUtc - TimeSpan.FromSeconds(20));
            s.Friend.KeysTheCode().Hears("last four digits");
            s.RunToCheckIn();
            s.Caller.Gets("Still with me");
            s.RunSeconds(4);
            s.Caller.Texts(i == 0 ? "1" : "ok").Gets("Thanks");
            s.Friend.NeverHeard("Still with me|I got your text").HangsUp();
        }

        Assert.Equal(Mode.TextMe, s.Session.Mode);
        s.Caller.GetsNothingLike("line dropped");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Check_ins_on_the_line_are_asked_on_their_line_also_while_it_records()
    {
        using var s = new Scenario(peers: 1);
        s.Calling();
        s.Friend.KeysTheCode().Hears("last four digits");
        s.Caller.Presses("3").Hears("Change where").Says("record").Hears("May I record").Presses("1").Hears("I'm recording after the tone");
        s.RunSeconds(7);
        s.Caller.Phone.Says("door is round the back and then up the stairs and then it is the green door on the left hand side of the corridor");
        s.Caller.Phone.Texts("not ok", Scenario.Line);
        s.Caller.Hears("Still with me", within: 5).Gets("I'm calling you now").Presses("1").Hears("Thanks");
        s.Friend.NeverHeard("Still with me").HangsUp();
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_line_by_code_that_is_gone_before_we_knew_of_it_leaves_the_check_in_where_it_was()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText();
        s.Network.Faults.OnWebhook(w => w.Url.Contains("/lobby/code", StringComparison.Ordinal), WebhookFault.Delay(TimeSpan.FromSeconds(2)), times: 1);
        s.Friend.KeysTheCode().HangsUp();
        s.RunToCheckIn();
        s.Caller.Gets("Still with me");
        s.RunSeconds(4);
        s.Caller.Texts("1").Gets("Thanks");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void A_nine_there_is_help_for_them_and_their_place_is_not_said_there()
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.WatchedByText();
        s.Friend.KeysTheCode().Hears("last four digits").Presses("9").Hears("getting people to you");
        Assert.Equal((Cause.HelpNow, Phase.Reaching), (s.Session.Incident!.Cause, s.Session.Incident.Phase));
        s.Ems.IsRung(within: 5);
        s.Caller.Gets("a person and a crew");
        s.Friend.Hears("I'm calling an ambulance and people for them", within: 30);
        s.RunSeconds(20);
        s.Friend.NeverHeard("Main|Hamilton").HangsUp();
        s.Caller.Texts("1").Gets("stand down");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Somebody_who_found_them_without_a_place_says_where()
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.WatchedWithoutPlace();
        s.Friend.KeysTheCode().Hears("last four digits").Presses("9").Hears("Where are you\\? Say the address", within: 10).Says("12 Main Street Hamilton").Hears("Got it: Hamilton");
        s.Ems.IsRung(within: 5);
        Assert.Equal("12 Main Street, Hamilton", s.Session.Place!.WithTown);
        Assert.True(s.Session.Place.Unconfirmed);
        s.Friend.HangsUp();
        s.Caller.MayGet("calling people|getting people").Texts("1").Gets("stand down");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void A_zero_there_brings_a_peer_to_that_line_who_hears_nothing_of_where_they_are()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText("30 at " + Walks.Place);
        s.Friend.KeysTheCode().Hears("last four digits").Presses("0").Hears("ringing someone for you");
        s.PeerA.IsRung().Gets("someone would like to talk").Answers().Hears("would like to talk").Presses("1").Hears("It's yours");
        s.Friend.Hears("Here is a person");
        s.PeerA.IsBriefed().NeverHeard("Main|Hamilton");
        s.PeerA.Says("Hi, who is this");
        s.Friend.Hears("who is this");
        s.PeerA.HangsUp();
        s.RunSeconds(3);
        s.Friend.HangsUp();
        s.Caller.MayBeRung();
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void A_five_there_says_what_to_do()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText();
        s.Friend.KeysTheCode().Hears("last four digits").Presses("5").Hears("shout their name").Presses("5").Hears("naloxone").Presses("5").Hears("Tilt the head").HangsUp();
        Assert.Null(s.Session.Incident);
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void It_stands_no_ladder_down_until_it_is_proven()
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.WatchedByText().Misses(Mode.TextMe);
        s.Friend.KeysTheCode().Hears("last four digits").Presses("1").Hears("didn't catch that");
        s.RunSeconds(3);
        s.Friend.Presses("7").Hears("I'm calling people for them now", within: 30).Presses("1");
        s.RunSeconds(3);
        s.Friend.Presses("1");
        s.RunSeconds(5);
        Assert.Equal(Phase.Reaching, s.Session.Incident!.Phase);
        Assert.DoesNotContain("OkConfirmAsked", s.History());
        s.Friend.Hears("last four digits", within: 40).Presses("0123").Hears("You're back").Presses("1").Confirms().Hears("stand down").Presses("7").IsOffTheLine();
        s.Caller.MayBeRung();
        s.Silence();
    }

    [Fact]
    public void Left_alone_it_is_told_how_it_stands_and_said_goodbye()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText("30 at " + Walks.Place);
        s.Friend.KeysTheCode().Hears("last four digits").Hears("I'm here again any time", within: 120).IsOffTheLine();
        Assert.True(s.Session.Open);
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Three_codes_nobody_has_lead_back_to_the_menu()
    {
        using var s = new Scenario(peers: 1);
        s.Friend.KeysTheCode("555");
        s.Friend.Hears("don't have anyone under that code. Key it again").Presses("556").Hears("Key it again").Presses("557").Hears("don't have anyone under that code.*Press 1 and I start").Presses("7").IsOffTheLine();
        Assert.Empty(s.Sessions());
        s.Silence();
    }

    [Fact]
    public void Where_no_number_is_known_and_no_line_is_up_the_code_alone_is_enough_and_the_phone_is_called_from_then_on()
    {
        using var s = new Scenario(peers: 1);
        s.CallingHidden();
        s.Caller.HangsUp();
        s.RunSeconds(30);
        s.Friend.KeysTheCode().Hears("You're back");
        Assert.Equal(s.Friend.Number, s.Session.CallerNumber);
        s.Friend.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Where_no_number_is_known_and_their_line_is_up_it_takes_nothing_over()
    {
        using var s = new Scenario(peers: 1);
        s.CallingHidden();
        s.Caller.Presses("4").Hears("no ambulance can be sent").Hears("What should I call you").Presses("4").Hears("Your code");
        s.RunUntil(s.DueUtc - TimeSpan.FromSeconds(20));
        s.Friend.KeysTheCode().Hears(Unproven);
        s.RunToCheckIn();
        s.Caller.Hears("Still with me").Presses("1").Hears("Thanks");
        s.Friend.NeverHeard("Still with me|You're back").HangsUp();
        Assert.Null(s.Session.CallerNumber);
        s.RunSeconds(3);
        s.Caller.HangsUp();
        var gone = s.Now;
        s.PeerA.Is(Behaviour.NoAnswer).IsRung(within: 130).Gets("someone needs a person");
        Assert.InRange((s.Now - gone).TotalSeconds, 118, 126);
        s.Coordinator.Is(Behaviour.NoAnswer).MayBeRung().MayGet(".");
        s.Caller.KeysTheCode().Hears("You're back").Presses("1").Confirms().Hears("stand down").Presses("7").IsOffTheLine();
        s.PeerA.MayGet("Nothing is needed");
        s.Silence();
    }

    [Fact]
    public void Whoever_comes_in_by_the_code_of_a_hidden_caller_hears_and_reads_no_place()
    {
        using var s = new Scenario(peers: 1);
        s.CallingHidden();
        s.Caller.Says("12 Main Street Hamilton").Hears("I heard: 12 Main Street").HangsUp();
        s.RunSeconds(5);
        s.Friend.KeysTheCode().Hears("You're back").Hears("I have a place from you in Hamilton");
        s.RunSeconds(12);
        s.Friend.NeverHeard("Main").Texts("WHERE").Gets("I keep that off this phone").GetsNothingLike("Main");
        s.Friend.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void The_person_they_named_first_does_not_become_the_phone_that_is_checked_on()
    {
        using var s = new Scenario(peers: 1);
        s.CallingHidden();
        s.Caller.Presses("4").Hears("no ambulance can be sent").Hears("What should I call you").Presses("4").Hears("Your code");
        s.RunSeconds(3);
        s.Caller.Changes("a friend").Hears("Key the number").Presses("9055550124#").Hears("Is that right").Presses("1").Hears("I ring them first").HangsUp();
        s.RunSeconds(5);
        s.Friend.KeysTheCode().Hears("You're back");
        Assert.Null(s.Session.CallerNumber);
        Assert.Equal(s.Friend.Number, s.Session.ChosenNumber);
        s.Friend.Presses("7").IsOffTheLine();
        s.Silence();
    }
}
