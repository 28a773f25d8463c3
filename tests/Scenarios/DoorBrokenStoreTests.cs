using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Storage;

namespace Scenarios;

/// <summary>Nobody ever hears an application error: when the store fails they hear a sentence, and what they pressed is not lost.</summary>
public sealed class DoorBrokenStoreTests
{
    private readonly BreakingStore _store = new(new MemoryRowStore());

    [Fact]
    public void A_key_pressed_while_the_store_fails_counts_when_it_is_back()
    {
        using var s = Calling();
        _store.Broken = true;
        s.Caller.Presses("1").Hears("One moment, please");
        _store.Broken = false;
        s.Caller.Hears("Thanks. Next one in", within: 5);
        Assert.NotNull(s.Session.LastOkUtc);
    }

    [Fact]
    public void A_store_that_stays_broken_is_tried_for_minutes_while_the_line_is_kept_company_and_then_owned_up_to()
    {
        using var s = Calling();
        _store.Broken = true;
        s.Caller.Presses("1").Hears("One moment, please").Hears("I'm still here", within: 10);
        s.Caller.Hears("Something is wrong on our side", within: 240).IsOffTheLine(within: 30);
        Assert.Equal(1, s.Caller.Phone.Heard.Count(h => h.Text.Contains("One moment, please", StringComparison.Ordinal)));
        var since = s.Caller.Phone.Heard.SkipWhile(h => !h.Text.Contains("One moment", StringComparison.Ordinal)).ToList();
        var quiet = since.Zip(since.Skip(1), (a, b) => b.Utc - (a.Utc + a.Duration)).Max();
        Assert.True(quiet < TimeSpan.FromSeconds(10), $"{quiet} of silence");
        Assert.DoesNotContain(s.Caller.Phone.Heard, h => h.Text.Contains("application error", StringComparison.Ordinal));
        _store.Broken = false;
        s.Caller.MayGet("calling|here|couldn't reach|stand down").MayBeRung();
        s.PeerA.MayGet(".").MayBeRung();
        s.PeerA.IsRung(within: 150);
    }

    [Fact]
    public void A_caller_in_the_menu_is_not_lost_either()
    {
        using var s = Expecting();
        s.Caller.Calls().Hears("Press 1 and I start now");
        _store.Broken = true;
        s.Caller.Presses("1").Hears("One moment");
        _store.Broken = false;
        s.Caller.Hears("I'm with you from now", within: 5);
    }

    [Fact]
    public void A_call_that_comes_in_meanwhile_is_answered_when_the_store_is_back()
    {
        using var s = Expecting();
        _store.Broken = true;
        s.Caller.Calls().Hears("One moment");
        _store.Broken = false;
        s.Caller.Hears("Press 1 and I start now", within: 20);
    }

    [Fact]
    public void A_text_that_cannot_be_taken_is_answered_with_a_sorry_line_and_works_the_second_time()
    {
        using var s = Expecting();
        _store.Broken = true;
        s.Caller.Texts("SPOT 2 at 12 Main St, Hamilton").Gets("Something is wrong on our side");
        _store.Broken = false;
        s.Caller.Texts("SPOT 2 at 12 Main St, Hamilton").Gets("I'm with you").Gets("Got it");
    }

    [Fact]
    public void A_while_without_a_store_delays_the_ladder_and_loses_nothing()
    {
        using var s = Expecting();
        s.Caller.Is(Behaviour.NoAnswer).Texts("SPOT 2 at 12 Main St, Hamilton").Gets("I'm with you").Gets("Got it");
        s.RunToCheckIn();
        s.Caller.Gets("Still with me");
        s.PeerA.MayGet(".").MayBeRung().Is(Behaviour.NoAnswer);
        s.PeerB.MayGet(".").MayBeRung().Is(Behaviour.NoAnswer);
        s.Caller.MayGet(".").MayBeRung();
        s.RunSeconds(20);
        _store.Broken = true;
        s.RunSeconds(60);
        _store.Broken = false;

        // The caller's phone must have rung for its time before the check-in counts as missed.
        s.PeerA.IsRung(within: 33);
        s.Ems.MayBeRung().IsRung(within: 20);
    }

    private Scenario Expecting() => new(store: _store) { ErrorsExpected = true };

    /// <summary>A caller on a check-in call, asked for a key.</summary>
    private Scenario Calling()
    {
        var s = Expecting();
        s.Caller.Calls().Hears("Press 1 and I start now").Presses("1").Hears("I'm with you from now").HangsUp();
        s.Caller.Gets("The line dropped").IsRung(within: 70).Answers().Hears("Still with me");
        return s;
    }
}
