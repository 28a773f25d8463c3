using RealFaults;
using RealFaults.Company;
using RealFaults.Watching;

namespace RealFaults.Tests;

/// <summary>Whoever looks at the promises from outside must see a broken one, and none where faults explain what happened.</summary>
public sealed class JudgeTests
{
    private const string Number = "+19055560001";

    private static readonly DateTimeOffset Start = new(2026, 1, 15, 20, 0, 0, TimeSpan.Zero);

    private readonly FaultLog _faults = new();
    private readonly Watched _caller = new(Number, "Quillboe");
    private readonly Judge _judge;

    public JudgeTests()
    {
        _judge = new Judge(_faults);
        _judge.Add(_caller);
        (_caller.WatchedUtc, _caller.TouchedUtc) = (Start, Start);
        See(0, Event.TextSent, Number, "I'm with you from now.");
    }

    [Fact]
    public void Promise_2_a_silent_caller_whom_nobody_comes_to_is_seen()
    {
        _caller.SilentUtc = At(20);
        See(95, Event.TextSent, Number, "I couldn't reach you");
        _judge.Look(At(95));
        Assert.Empty(_judge.Violations);
        _judge.Look(At(101));
        Assert.Contains("promise 2", Assert.Single(_judge.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public void Promise_2_is_kept_by_a_peer_who_has_taken_the_case_and_by_EMS_that_rings()
    {
        _caller.SilentUtc = At(20);
        Takes(60, Service.Peers[0]);
        _judge.Look(At(300));
        Assert.Empty(_judge.Violations);
        Assert.Equal(TimeSpan.FromSeconds(40), _judge.LongestToHelp);

        _caller.HelpedUtc = null;
        Call(70, Service.Desks[0], "ringing");
        _judge.Look(At(300));
        Assert.Empty(_judge.Violations);
    }

    [Theory]
    [InlineData("placed")]
    [InlineData("queued")]
    [InlineData("failed")]
    public void Promise_2_is_not_kept_by_a_call_that_does_not_ring(string status)
    {
        _caller.SilentUtc = At(20);
        Call(70, Service.Desks[0], status);
        _judge.Look(At(101));
        Assert.Contains(_judge.Violations, v => v.Contains("promise 2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Speech: SpotterBot on-call. Someone stopped answering.")]
    [InlineData("Speech: Already taken, thank you.")]
    public void Promise_2_is_not_kept_by_a_key_that_the_program_never_took(string heardThen)
    {
        _caller.SilentUtc = At(20);
        See(60, Event.Pressed, Service.Peers[0], "1");
        See(61, Event.Heard, Service.Peers[0], heardThen);
        See(95, Event.TextSent, Number, "Still with me?");
        _judge.Look(At(101));
        Assert.Contains("promise 2", Assert.Single(_judge.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public void Promise_2_is_not_kept_by_another_callers_peer()
    {
        _caller.SilentUtc = At(20);
        Takes(60, Service.Peers[0], "another");
        See(95, Event.TextSent, Number, "Still with me?");
        _judge.Look(At(101));
        Assert.Single(_judge.Violations);
    }

    [Fact]
    public void Promises_1_and_2_are_counted_without_what_faults_took()
    {
        _caller.SilentUtc = At(20);
        _faults.Begin("killed", At(30)).EndedUtc = At(50);
        _faults.Begin("frozen", At(40)).EndedUtc = At(45);
        var taken = TimeSpan.FromSeconds(20) + FaultLog.Recovery;
        _judge.Look(At(59) + taken);
        Assert.Empty(_judge.Violations);
        _judge.Look(At(61) + taken);
        Assert.Contains("promise 1", Assert.Single(_judge.Violations), StringComparison.Ordinal);
        _judge.Look(At(99) + taken);
        Assert.Single(_judge.Violations);
        _judge.Look(At(101) + taken);
        Assert.Contains("promise 2", _judge.Violations[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Promise_1_a_caller_whom_nobody_asks_any_more_is_seen()
    {
        _judge.Look(At(59));
        Assert.Empty(_judge.Violations);
        _judge.Look(At(61));
        Assert.Contains("promise 1", Assert.Single(_judge.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public void Promise_4_a_second_call_to_EMS_beside_the_first_is_seen()
    {
        Call(60, Service.Desks[0], "placed", "CA1");
        Call(61, Service.Desks[0], "ringing", "CA1");
        Call(70, Service.Desks[0], "placed", "CA2");
        Assert.Contains("promise 4", Assert.Single(_judge.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public void Promise_4_allows_the_next_call_after_the_first_has_ended_or_its_fate_was_lost()
    {
        Call(60, Service.Desks[0], "placed", "CA1");
        Call(65, Service.Desks[0], "no-answer", "CA1");
        Call(70, Service.Desks[0], "placed", "CA2");
        See(75, Event.Began);
        Call(80, Service.Desks[0], "placed", "CA3");
        _faults.Begin("killed", At(81)).EndedUtc = At(82);
        Call(90, Service.Desks[0], "placed", "CA4");
        Assert.Empty(_judge.Violations);
    }

    [Fact]
    public void Promise_4_a_second_call_is_seen_though_faults_go_on_all_the_time()
    {
        FaultsGoOnFrom(37);
        Call(60, Service.Desks[0], "placed", "CA1");
        Call(60.2, Service.Desks[0], "ringing", "CA1");
        Call(75, Service.Desks[0], "placed", "CA2");
        Assert.Contains("promise 4", Assert.Single(_judge.Violations), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(62, "ringing", 62.2)]
    [InlineData(66, "ringing", 66.2)]
    [InlineData(68, "ringing", 68.2)]
    [InlineData(50, "queued", 50)]
    public void Promise_4_allows_a_second_call_where_a_fault_fell_on_the_order_of_the_first(double placed, string status, double reported)
    {
        FaultsGoOnFrom(37);
        Call(placed, Service.Desks[0], "placed", "CA1");
        Call(reported, Service.Desks[0], status, "CA1");
        Call(79, Service.Desks[0], "placed", "CA2");
        Assert.Empty(_judge.Violations);
    }

    [Fact]
    public void Promise_4_allows_the_other_desk_beside_one_that_confirms_nothing_and_no_sooner()
    {
        Call(60, Service.Desks[0], "placed", "CA1");
        Call(60.2, Service.Desks[0], "ringing", "CA1");
        Call(65, Service.Desks[0], "in-progress", "CA1");
        Call(155, Service.Desks[1], "placed", "CA2");
        Assert.Empty(_judge.Violations);
        Call(156, Service.Desks[1], "no-answer", "CA2");
        Call(157, Service.Desks[0], "placed", "CA3");
        Assert.Contains("promise 4", Assert.Single(_judge.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public void Promise_4_a_call_to_the_areas_other_desk_is_a_second_one()
    {
        Call(60, Service.Desks[0], "placed", "CA1");
        Call(65, Service.Desks[0], "in-progress", "CA1");
        Call(154, Service.Desks[1], "placed", "CA2");
        Assert.Contains("promise 4", Assert.Single(_judge.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public void Promise_4_EMS_after_an_OK_that_was_answered_is_seen()
    {
        See(50, Event.TextAnswered, Number, "1");
        Call(60, Service.Desks[0], "placed");
        Assert.Contains("promise 4", Assert.Single(_judge.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public void Promise_4_allows_EMS_that_a_person_on_the_case_keyed_for()
    {
        Takes(45, Service.Peers[0]);
        See(50, Event.TextAnswered, Number, "1");
        See(55, Event.Pressed, Service.Peers[0], "9");
        Call(56, Service.Desks[0], "placed");
        Assert.Empty(_judge.Violations);
    }

    [Theory]
    [InlineData(nameof(Event.TextArrived), "Go to 101 Quillboe St")]
    [InlineData(nameof(Event.Heard), "Speech: they are at 101 QUILLBOE Street")]
    public void Promise_5_a_place_that_somebody_learns_who_did_not_take_the_case_is_seen(string kind, string words)
    {
        var how = Enum.Parse<Event>(kind);
        See(50, how, Number, words);
        See(50, how, Service.Desks[0], words);
        Takes(51, Service.Peers[0]);
        See(52, how, Service.Peers[0], words);
        Assert.Empty(_judge.Violations);
        See(53, how, Service.Peers[1], words);
        Assert.Contains("promise 5", Assert.Single(_judge.Violations), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(Event.Call), "placed")]
    [InlineData(nameof(Event.TextSent), "Still with me? Reply 1.")]
    public void Promise_9_a_call_or_a_text_to_a_caller_who_is_finished_is_seen(string kind, string text)
    {
        var how = Enum.Parse<Event>(kind);
        _caller.ClosedUtc = At(30);
        See(32, how, Number, text);
        See(40, how, Service.Peers[0], text);
        Assert.Empty(_judge.Violations);
        See(40, how, Number, text);
        Assert.Contains("promise 9", Assert.Single(_judge.Violations), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(Event.Call), "placed")]
    [InlineData(nameof(Event.TextSent), "Still with me? Reply 1.")]
    public void Promise_9_is_seen_broken_though_faults_go_on_all_the_time_and_allows_what_one_has_held_up(string kind, string text)
    {
        var how = Enum.Parse<Event>(kind);
        FaultsGoOnFrom(37);
        _caller.ClosedUtc = At(36);
        See(47, how, Number, text);
        Assert.Empty(_judge.Violations);
        _caller.ClosedUtc = At(31);
        See(47, how, Number, text);
        Assert.Contains("promise 9", Assert.Single(_judge.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public void Promise_9_allows_what_answers_a_text_of_theirs()
    {
        _caller.ClosedUtc = At(30);
        See(50, Event.TextAnswered, Number, "7");
        See(50.3, Event.TextArrived, Number, "Nothing is running on this phone. Text SPOT and I'm with you from then on.");
        Assert.Empty(_judge.Violations);
    }

    [Fact]
    public void A_process_that_ended_by_itself_is_told_once()
    {
        _judge.ProcessEnded("program 1", At(10), "out of memory");
        _judge.ProcessEnded("program 1", At(10.1), "out of memory");
        Assert.Contains("program 1 ended by itself: out of memory", Assert.Single(_judge.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public void The_journal_outlives_a_writer_that_was_killed_in_the_middle_of_a_line()
    {
        var path = Path.GetTempFileName();
        using (var writer = new Journal.Writer(path))
        {
            writer.Add(new Entry(Start, Event.Began));
        }

        File.AppendAllText(path, "{\"Utc\":\"2026-01");
        using (var writer = new Journal.Writer(path))
        {
            writer.Add(new Entry(Start, Event.TextArrived, Number, "Still with me?"));
        }

        using (var reader = new Journal.Reader(path))
        {
            Assert.Equal([new Entry(Start, Event.Began), new Entry(Start, Event.TextArrived, Number, "Still with me?")], reader.ReadOn());
            Assert.Empty(reader.ReadOn());
        }

        File.Delete(path);
    }

    private static DateTimeOffset At(double seconds) => Start + TimeSpan.FromSeconds(seconds);

    private void See(double seconds, Event what, string? phone = null, string? text = null) =>
        _judge.See(new Entry(At(seconds), what, phone, text) { Session = "s1", Outbound = true });

    private void Takes(double seconds, string phone, string session = "s1") =>
        _judge.See(new Entry(At(seconds), Event.Heard, phone, "Speech: It's yours, thank you. The caller gave no name.") { Session = session });

    /// <summary>As in a run, where they are the farthest apart: a fault of three seconds, and the next.</summary>
    private void FaultsGoOnFrom(double seconds)
    {
        for (var at = seconds; at < 300; at += 3 + Mishaps.ApartSeconds.To)
        {
            _faults.Begin("killed", At(at)).EndedUtc = At(at + 3);
        }
    }

    private void Call(double seconds, string phone, string status, string sid = "CA9") =>
        _judge.See(new Entry(At(seconds), Event.Call, phone, status) { Session = "s1", Sid = sid, Outbound = true });
}
