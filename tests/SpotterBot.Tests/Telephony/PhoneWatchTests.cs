using SpotterBot.Telephony;

namespace SpotterBot.Tests.Telephony;

/// <summary>When calls or texts count as failing, and when they count as well again.</summary>
public sealed class PhoneWatchTests
{
    private static readonly DateTimeOffset Zero = new(2026, 1, 10, 12, 0, 0, TimeSpan.Zero);

    private readonly PhoneWatch _watch = new();

    private static DateTimeOffset At(double seconds) => Zero.AddSeconds(seconds);

    private void Fails(PhoneLine line, params double[] seconds) => Array.ForEach(seconds, s => _watch.Saw(line, works: false, At(s)));

    [Fact]
    public void Three_in_a_row_over_ten_seconds_are_no_accident()
    {
        Fails(PhoneLine.Calls, 0, 6);
        Assert.Null(_watch.FailingSinceUtc(PhoneLine.Calls));
        Fails(PhoneLine.Calls, 12);
        Assert.Equal(Zero, _watch.FailingSinceUtc(PhoneLine.Calls));
        Assert.Null(_watch.FailingSinceUtc(PhoneLine.Texts));
        Assert.False(_watch.IsOut);
    }

    [Fact]
    public void Many_at_one_moment_are_one_accident()
    {
        Fails(PhoneLine.Calls, 0, 0, 1, 1, 2, 2, 3);
        Assert.Null(_watch.FailingSinceUtc(PhoneLine.Calls));
    }

    [Fact]
    public void One_that_works_in_between_breaks_the_row()
    {
        Fails(PhoneLine.Texts, 0, 6);
        _watch.Saw(PhoneLine.Texts, works: true, At(8));
        Fails(PhoneLine.Texts, 12, 18);
        Assert.Null(_watch.FailingSinceUtc(PhoneLine.Texts));
    }

    [Fact]
    public void A_breaker_that_opens_again_and_again_is_a_failure_whatever_gets_through()
    {
        Fails(PhoneLine.Texts, 0);
        _watch.BreakerOpened(At(0));
        _watch.Saw(PhoneLine.Texts, works: true, At(6));
        Fails(PhoneLine.Texts, 12);
        _watch.BreakerOpened(At(12));
        Assert.NotNull(_watch.FailingSinceUtc(PhoneLine.Texts));
        Assert.Null(_watch.FailingSinceUtc(PhoneLine.Calls));
    }

    [Fact]
    public void What_is_in_doubt_fails_when_the_phone_company_answers_nothing_at_all()
    {
        Fails(PhoneLine.Texts, 0);
        Fails(PhoneLine.Calls, 3);
        Assert.True(_watch.IsInDoubt);
        foreach (var second in (double[])[5, 10, 15])
        {
            _watch.Probed(answers: false, At(second));
        }

        Assert.True(_watch.IsOut);
        _watch.Probed(answers: true, At(20));
        Assert.False(_watch.IsOut);
        Assert.NotNull(_watch.FailingSinceUtc(PhoneLine.Calls));
    }

    [Fact]
    public void A_probe_alone_puts_nothing_in_doubt()
    {
        foreach (var second in (double[])[0, 5, 10, 15])
        {
            _watch.Probed(answers: false, At(second));
        }

        Assert.False(_watch.IsOut);
        Assert.Null(_watch.FailingSinceUtc(PhoneLine.Calls));
    }

    [Fact]
    public void It_is_well_again_half_a_minute_after_the_last_failure_and_a_success()
    {
        Fails(PhoneLine.Calls, 0, 6, 12);
        _watch.Saw(PhoneLine.Calls, works: true, At(20));
        _watch.Look(At(41));
        Assert.NotNull(_watch.FailingSinceUtc(PhoneLine.Calls));
        _watch.Look(At(42));
        Assert.Null(_watch.FailingSinceUtc(PhoneLine.Calls));
        Assert.False(_watch.IsInDoubt);
    }

    [Fact]
    public void Where_nothing_is_asked_of_it_an_answered_probe_makes_it_well_a_minute_later()
    {
        Fails(PhoneLine.Calls, 0, 6, 12);
        _watch.Probed(answers: false, At(15));
        _watch.Look(At(200));
        Assert.NotNull(_watch.FailingSinceUtc(PhoneLine.Calls));
        _watch.Probed(answers: true, At(200));
        _watch.Look(At(200));
        Assert.Null(_watch.FailingSinceUtc(PhoneLine.Calls));
    }

    [Fact]
    public void A_failure_long_ago_is_forgotten()
    {
        Fails(PhoneLine.Calls, 0, 6);
        _watch.Look(At(130));
        Fails(PhoneLine.Calls, 140);
        Assert.Null(_watch.FailingSinceUtc(PhoneLine.Calls));
    }
}
