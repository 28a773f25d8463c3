using PhoneCompany.Faults;
using PhoneCompany.People;
using PhoneCompany.Webhooks;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios;

/// <summary>The main walks again, with webhooks doubled, late, or lost. Promises 1, 2, 8.</summary>
public sealed class RepeatedWebhookTests
{
    /// <summary>After the first time.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(10);

    public static TheoryData<string> Troubles => ["every webhook twice", "every webhook twice, late", "status reports lost", "room reports lost", "status reports late"];

    [Theory]
    [MemberData(nameof(Troubles))]
    public void A_peer_takes_a_miss_brings_ems_and_everything_ends_as_without_the_trouble(string trouble)
    {
        using var s = new Scenario();
        Troubled(s, trouble);
        s.WatchedByText();
        s.RunToCheckIn();
        s.Caller.Gets("Still with me");
        s.RunSeconds(5);
        s.Caller.Texts("1").Gets("Thanks");
        var due = s.Misses(Mode.TextMe);
        s.PeerB.Is(Behaviour.NoAnswer).IsRung().Gets("someone needs a person");
        s.PeerA.TakesTheCase();
        s.PeerB.Gets("has it, thank you");
        s.Caller.Is(Behaviour.Manual);
        s.Caller.IsRung(within: 90).Answers().Hears("Here is a person");
        s.PeerA.Hears("Joining you now|Star 1", within: 60);
        s.RunSeconds(9);
        s.PeerA.Presses("*").Hears("9 ambulance").Presses("9").Hears("Ringing the ambulance|being rung");
        s.Coordinator.Gets("crew's line");
        s.Ems.IsRung().Answers().Hears("12 Main", within: 60).Presses("1").Hears("Joining you");
        Assert.True(s.Ems.SecondsUntilRung(due) < 300);
        s.RunSeconds(6);
        s.Ems.Says("On our way");
        s.PeerA.Hears("On our way");
        s.Ems.HangsUp();
        s.PeerA.SaysTheyAreOk();
        s.Caller.MayGet("stand down").HangsUp();
        s.PeerA.HangsUp();
        s.RunSeconds(90);
        s.Caller.MayBeRung().MayGet("Still with me|calling you");
        s.Finishes();
        s.PeerA.MayBeRung().MayGet("crew|someone needs|Nothing");
        s.PeerB.MayBeRung().MayGet("crew|someone needs|Nothing");
        s.Coordinator.MayGet("crew may not know");
        s.Silence(minutes: 6);
        Assert.Single(s.Sessions());
        s.Ems.WasRung(1);
    }

    [Theory]
    [MemberData(nameof(Troubles))]
    public void Nobody_takes_it_and_ems_is_rung_within_the_bound_once(string trouble)
    {
        using var s = new Scenario(peers: 1) { ErrorsExpected = trouble == "status reports lost" }; // Of which coordinators are told.
        Troubled(s, trouble);
        s.WatchedByText();
        s.PeerA.Is(Behaviour.NoAnswer).MayBeRung().MayGet("someone needs a person");
        var due = s.Misses(Mode.TextMe);
        s.Ems.IsRung(within: 80);
        Assert.InRange(s.Ems.SecondsUntilRung(due), 75, 150);
        s.Coordinator.Gets("crew's line").MayGet("reports of the phone company");
        s.Ems.Answers().Hears("12 Main", within: 60).Presses("1").Hears("Confirmed");
        s.RunSeconds(30);
        s.Ems.WasRung(1).HangsUp();
        s.RunSeconds(120);
        s.Silence();
    }

    [Theory]
    [InlineData("every webhook twice")]
    [InlineData("every webhook twice, late")]
    [Trait("On", "zip")]
    public void On_the_line_a_key_that_comes_twice_counts_once(string trouble)
    {
        using var s = new Scenario();
        Troubled(s, trouble);
        s.WatchedOnTheLine();
        s.RunToCheckIn();
        s.Caller.Hears("Still with me").Presses("2").Hears("5 more minutes");
        s.RunSeconds(10);
        s.Caller.HearsNothingLike("had more time");
        s.Caller.Presses("7").IsOffTheLine();
        Assert.Equal(1, s.History().Count(h => h == "MoreTime"));
        s.Silence();
    }

    /// <summary>Promises 3 and 8: it stops no clock of the one that runs now, and ends nothing.</summary>
    [Theory]
    [InlineData("1")]
    [InlineData("7")]
    public void A_callers_text_that_comes_again_when_its_session_is_over_counts_for_nothing_in_the_next(string text)
    {
        using var s = new Scenario();
        s.Network.Faults.OnWebhook(w => w["Body"] == text, WebhookFault.Duplicate(Again), times: 1);
        s.WatchedByText();
        s.RunToCheckIn();
        s.Caller.Gets("Still with me");
        s.RunSeconds(5);
        var again = s.Now + Again;
        s.Caller.Texts(text).Gets("Next one in|Done for now");
        if (text == "1")
        {
            s.Finishes();
        }

        s.RunUntil(again - TimeSpan.FromSeconds(40));
        s.WatchedByText();
        var due = s.DueUtc;
        s.RunUntil(again + TimeSpan.FromSeconds(10));
        Assert.Equal(due, s.DueUtc);
        s.NobodyPicksUp();
        s.PeerA.MayGet("Nothing is needed");
        s.PeerB.MayGet("Nothing is needed");
        s.Misses(Mode.TextMe);
        s.Caller.Texts("1").Gets("stand down");
        s.Finishes();
        s.Silence();
    }

    /// <summary>Promises 3 and 8: who took a case by text has not taken the next, which has the same letter.</summary>
    [Fact]
    public void A_peers_text_that_comes_again_when_its_case_is_over_takes_no_other()
    {
        using var s = new Scenario(peers: 1);
        s.Network.Faults.OnWebhook(w => w["Body"] == "A1", WebhookFault.Duplicate(Again), times: 1);
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerA.Is(Behaviour.NoAnswer).IsRung().Gets("text A1");
        var again = s.Now + Again;
        s.PeerA.Texts("A1").Gets("it's yours");
        s.Caller.MayBeRung();
        s.PeerA.MayBeRung().MayGet("Nothing is needed|someone needs");
        s.Caller.Texts("1").Gets("stand down");
        s.Finishes();
        s.RunUntil(again - TimeSpan.FromSeconds(120 + 60));
        s.WatchedByText();
        var due = s.DueUtc;
        s.MissesAgain();
        s.RunUntil(again + TimeSpan.FromSeconds(5));
        s.Coordinator.Gets("crew's line", within: 60);
        s.Ems.IsRung(within: 30);
        Assert.InRange(s.Ems.SecondsUntilRung(due), 75, 150);
        s.Caller.Texts("1").Gets("stand down");
        Assert.Single(s.Network.Messages, m => m.Body.Contains("it's yours", StringComparison.Ordinal));
        s.Finishes();
        s.Silence();
    }

    private static void Troubled(Scenario s, string trouble)
    {
        switch (trouble)
        {
            case "every webhook twice":
                s.Network.Faults.OnWebhook(_ => true, WebhookFault.Duplicate());
                break;
            case "every webhook twice, late":
                s.Network.Faults.OnWebhook(_ => true, WebhookFault.Duplicate(TimeSpan.FromSeconds(2)));
                break;
            case "status reports lost":
                s.Network.Faults.OnWebhook(w => w.Kind is WebhookKind.CallStatus or WebhookKind.MessageStatus, WebhookFault.Drop());
                break;
            case "room reports lost":
                s.Network.Faults.OnWebhook(w => w.Kind == WebhookKind.ConferenceStatus, WebhookFault.Drop());
                break;
            default:
                s.Network.Faults.OnWebhook(w => w.Kind is WebhookKind.CallStatus or WebhookKind.ConferenceStatus, WebhookFault.Delay(TimeSpan.FromSeconds(4)));
                break;
        }
    }
}
