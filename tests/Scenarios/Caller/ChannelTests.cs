using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Caller;

/// <summary>Phones that texts do not reach are spotted by call and told so. Promises 2, 6, 10.</summary>
public sealed class ChannelTests
{
    [Theory]
    [InlineData(30006)]
    [InlineData(21614)]
    [InlineData(21610)]
    public void A_phone_that_cannot_get_texts_is_called_at_once_and_spotted_by_call(int error)
    {
        using var s = new Scenario();
        if (error == 30006)
        {
            s.Caller.Phone.IsLandline = true;
        }
        else if (error == 21614)
        {
            s.Caller.Phone.RefusesTextsAtOnce = true;
        }
        else
        {
            s.Caller.Phone.TextErrorCode = error;
        }

        s.Caller.Texts("SPOT 2 at " + Walks.Place);
        s.Caller.IsRung(within: 10).Answers().Hears("Still with me").Presses("1").Hears("Texts don't reach this phone").Hears("Thanks").HangsUp();
        s.RunToCheckIn();
        var due = s.DueUtc;
        s.Caller.Is(Behaviour.NoAnswer).IsRung();
        s.PeerA.IsRung(within: 90).Gets("someone needs a person");
        s.PeerB.IsRung().Gets("someone needs a person");
        Assert.InRange(s.PeerA.SecondsUntilRung(due), 74, 85);
        s.Caller.IsOffTheLine().CallsWithinLadder();
        s.PeerA.MayGet("Nothing is needed");
        s.PeerB.MayGet("Nothing is needed");
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Spot_from_an_opted_out_phone_is_answered_by_a_call()
    {
        using var s = new Scenario();
        s.Caller.Texts("STOP");
        s.Caller.MayGet("unsubscribed|opted out|STOP");
        s.Caller.Texts("SPOT 2 at " + Walks.Place);
        s.Caller.IsRung(within: 10).Answers().Hears("My texts are blocked on this phone").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Stop_during_a_session_ends_no_watch_the_caller_is_called_and_the_peer_on_the_case_is_told()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText();
        s.Caller.MayGet("unsubscribed|STOP|START");
        s.Caller.Texts("STOP");
        s.Caller.IsRung(within: 10).Answers().Hears("Still with me").Presses("1").Hears("Texts don't reach this phone").Hears("Thanks").HangsUp();
        s.RunToCheckIn();
        s.Caller.Is(Behaviour.NoAnswer).IsRung();
        s.PeerA.TakesTheCase(within: 90).Hears("Texts do not reach them");
        s.Caller.MayBeRung();
        s.PeerA.IsBriefed().Presses("*").Hears("1 they are OK").Presses("1").Hears("Noted").HangsUp();
        s.Caller.PicksUp(within: 200).Hears("Still with me").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Stop_while_a_peer_has_the_case_is_announced_to_them()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerA.TakesTheCase();
        s.Caller.MayBeRung();
        s.PeerA.IsBriefed();
        s.Caller.MayGet("unsubscribed|STOP|START");
        s.Caller.Texts("STOP");
        s.PeerA.Hears("Texts no longer reach them");
        s.RunSeconds(4);
        s.PeerA.Presses("*").Hears("1 they are OK").Presses("1").Hears("Noted").HangsUp();
        s.Caller.Is(Behaviour.Manual);
        s.RunUntil(() => s.Caller.Phone.IsRinging, TimeSpan.FromMinutes(4));
        s.Caller.Answers().Hears("Still with me").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Start_brings_the_texts_back()
    {
        using var s = new Scenario();
        s.WatchedByText();
        s.Caller.MayGet("unsubscribed|STOP|resubscribed|START");
        s.Caller.Texts("STOP");
        s.Caller.IsRung(within: 10).Answers().Hears("Still with me").Presses("1").Hears("Texts don't reach this phone").Hears("Thanks").HangsUp();
        s.Caller.Texts("START").Gets("still with you");
        s.RunToCheckIn();
        s.Caller.Gets("Still with me");
        s.RunSeconds(4);
        s.Caller.Texts("1").Gets("Thanks");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void A_check_in_text_that_does_not_arrive_brings_the_call_forward()
    {
        using var s = new Scenario();
        s.WatchedByText();
        s.Caller.Phone.IsUnreachable = true;
        s.RunToCheckIn();
        var due = s.DueUtc;
        s.Caller.IsRung(within: 10);
        Assert.InRange((s.Now - due).TotalSeconds, 0, 8);
        s.Caller.Phone.IsUnreachable = false;
        s.Caller.Answers().Hears("Still with me|I need to hear").Presses("1").Hears("Thanks").HangsUp();
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void A_check_in_text_the_phone_company_never_answers_for_brings_the_call_forward()
    {
        using var s = new Scenario();
        s.WatchedByText();
        s.Network.Faults.OnRest(r => r.CreatesMessage && r["To"] == s.Caller.Number, PhoneCompany.Faults.RestFault.LostRequest(), times: 1);
        s.RunToCheckIn();
        s.Caller.IsRung(within: 25).Answers().Hears("Press 1").Presses("1").Hears("Thanks").HangsUp();
        s.Finishes();
        s.Silence();
    }

    [Theory]
    [InlineData("905 555 0123")]
    [InlineData("+1 289 555 0100")]
    [InlineData("289-555-0199")]
    [InlineData("905 555 0911")]
    [InlineData("905 555 0912")]
    [InlineData("911")]
    [InlineData("999")]
    public void First_refuses_the_callers_own_the_services_dispatch_and_emergency_numbers(string number)
    {
        using var s = new Scenario();
        s.WatchedByText();
        s.Caller.Texts("FIRST " + number).Gets("I can't use that number|couldn't read that number");
        Assert.Equal(LadderOrder.PeersThenEms, s.Session.Order);
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void The_caller_calls_from_the_phone_that_texts_and_is_on_the_line_of_the_same_session()
    {
        using var s = new Scenario();
        s.WatchedByText();
        s.Caller.Calls().Hears("You're back");
        Assert.Single(s.Sessions());
        s.RunToCheckIn();
        s.Caller.Hears("Still with me").Presses("1").Hears("Thanks").Presses("7").IsOffTheLine();
        s.Silence();
    }
}
