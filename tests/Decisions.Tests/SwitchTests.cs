using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions.Tests;

/// <summary>The dead man's switch of a session, against a phone company that does as it likes. Promises 1, 9.</summary>
public sealed class SwitchTests
{
    private static readonly TimeSpan After = TimeSpan.FromMinutes(10);

    private static readonly Facts Facts = new() { Timing = new Timing { SwitchAfter = After }, FallbackPhone = "+19055550400" };

    [Fact]
    public void Whatever_the_phone_company_does_nothing_is_left_once_it_works_again()
    {
        var (fired, orders) = (0, 0);
        for (var seed = 1; seed <= 300; seed++)
        {
            var company = new Company(seed) { TakesBackNothing = seed % 3 == 0 };
            company.Run(TimeSpan.FromMinutes(45));
            (company.Obliging, company.TakesBackNothing) = (true, false);
            company.Run(TimeSpan.FromMinutes(15));
            Assert.True(company.Kept == 1, $"seed {seed}: {company.Kept} kept while watched");
            company.Text("7");
            company.Run(TimeSpan.FromMinutes(15));
            Assert.True(company.Kept == 0, $"seed {seed}: {company.Kept} kept after the close");
            Assert.False(company.Session.Open);
            Assert.True(company.Session.Pending.All(p => p.Intent is not (Intent.ScheduleText or Intent.CallOffText or Intent.FindScheduledText)), $"seed {seed}");
            Assert.Null(company.Session.CallerNumber);
            Assert.True(company.Sorries <= company.Fired && company.Sorries > 0 == company.Fired > 0, $"seed {seed}: {company.Fired} were sent, and {company.Sorries} explained");
            (fired, orders) = (fired + company.Fired, orders + company.Orders);
        }

        Assert.True(fired > 20 && orders > 2000, $"The phone company was too good to show anything: {fired} sent, {orders} ordered.");
    }

    [Fact]
    public void One_that_takes_back_is_never_heard_however_it_refuses_to_make()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            var company = new Company(seed) { TakesBack = true };
            company.Run(TimeSpan.FromMinutes(90));
            Assert.True(company.Fired == 0, $"seed {seed}: {company.Fired} were sent");
        }
    }

    [Fact]
    public void Nobody_is_left_a_text_who_gets_none_or_is_not_watched()
    {
        foreach (var beginning in (Beginning[])
            [
                new("s1", "123", "+19055550100", TextChannel.None, CallSid: "CA1"),
                new("s1", "123", null, TextChannel.None, CallSid: "CA1"),
                new("s1", "123", "+19055550100", TextChannel.Works, CallSid: "CA1", Key: "0"),
            ])
        {
            Assert.DoesNotContain(Decider.Start(beginning, Facts, World.Zero).Session.Pending, p => p.Intent is Intent.ScheduleText);
        }

        Assert.DoesNotContain(Decider.Start(Watched, new Facts(), World.Zero).Session.Pending, p => p.Intent is Intent.ScheduleText);
        Assert.Contains(Decider.Start(Watched, Facts, World.Zero).Session.Pending, p => p is { Intent: Intent.ScheduleText, Urgency: Urgency.Spare });
    }

    private static Beginning Watched => new("s1", "123", "+19055550100", TextChannel.Works, Minutes: 5, MessageSid: "SM1");

    /// <summary>A session of somebody who always answers, and a phone company that loses, refuses and does things unheard of, by seed.</summary>
    private sealed class Company
    {
        private readonly Random _random;
        private readonly Dictionary<string, (DateTimeOffset MadeUtc, DateTimeOffset SendAtUtc, bool CalledOff)> _texts = [];
        private DateTimeOffset _now = World.Zero;
        private DateTimeOffset? _wake;
        private int _wakesAtOnce;

        public Company(int seed)
        {
            _random = new Random(seed);
            Take(Decider.Start(Watched, Facts, _now));
        }

        public Session Session { get; private set; } = null!;

        public bool Obliging { get; set; }

        /// <summary>Whatever else, a text is taken back when that is asked for.</summary>
        public bool TakesBack { get; init; }

        public bool TakesBackNothing { get; set; }

        public int Orders { get; private set; }

        public int Sorries { get; private set; }

        public int Kept => _texts.Values.Count(t => !t.CalledOff && t.SendAtUtc > _now);

        public int Fired => _texts.Values.Count(t => !t.CalledOff && t.SendAtUtc <= _now);

        public void Text(string words) => Happens(new Happening.CallerTexted(TextCommand.Parse(words), "SMany"));

        public void Run(TimeSpan span)
        {
            var until = _now + span;
            while (_wake is { } wake && wake <= until)
            {
                _wakesAtOnce = wake <= _now ? _wakesAtOnce + 1 : 0;
                Assert.True(_wakesAtOnce < 20, $"{_now:HH:mm:ss}: woken again and again.");
                _now = wake > _now ? wake : _now;
                foreach (var overdue in Session.Pending.Where(p => p.ClaimedUntilUtc <= _now).ToList())
                {
                    Reconcile(overdue);
                }

                Happens(new Happening.TimePassed());
                if (Session.CheckIn.IsOpen)
                {
                    _now += TimeSpan.FromSeconds(4);
                    Text("1");
                }
            }

            _now = until;
        }

        private void Happens(Happening happening) => Take(Decider.Decide(Session, happening, Facts, _now));

        /// <summary>Claims what may be tried now, and carries it out in turn.</summary>
        private void Take(Decision decision)
        {
            var ready = decision.Session.Pending.Where(p => p.ClaimedUntilUtc is null && !(p.NotBeforeUtc > _now)).ToList();
            Session = Decider.Claim(decision.Session, [.. ready.Select(p => p.Attempt)], _now + TimeSpan.FromSeconds(8));
            _wake = Decider.NextWake(Session, Facts.Timing);
            foreach (var pending in ready)
            {
                CarryOut(pending);
            }
        }

        private void CarryOut(Pending pending)
        {
            switch (pending.Intent)
            {
                case Intent.ScheduleText text:
                    Orders++;
                    var fate = Obliging ? 9 : _random.Next(10);
                    if (fate is 0 or 1 or >= 5)
                    {
                        _texts[$"SM{_texts.Count + 2}"] = (_now, _now + text.After, false);
                    }

                    if (fate == 4)
                    {
                        Happens(new Happening.TextNotScheduled(pending.Attempt, Refusal.Configuration));
                    }
                    else if (fate == 3)
                    {
                        Happens(new Happening.TextNotScheduled(pending.Attempt, Refusal.Temporary));
                    }
                    else if (fate >= 5)
                    {
                        Happens(new Happening.TextScheduled(pending.Attempt, $"SM{_texts.Count + 1}", _now + text.After));
                    }

                    break;
                case Intent.FindScheduledText find:
                    Happens(Found(pending.Attempt, find.SinceUtc, find.After));
                    break;
                case Intent.CallOffText off:
                    CallOff(pending, off.MessageSid);
                    break;
                case Intent.SendText text:
                    Sorries += text.Text.Key is LineKey.SwitchFalseText or LineKey.SwitchFalseClosedText ? 1 : 0;
                    Happens(new Happening.TextSent(pending.Attempt, "SMsent" + pending.Attempt));
                    break;
                default:
                    Happens(new Happening.Carried(pending.Attempt));
                    break;
            }
        }

        private void CallOff(Pending pending, string sid)
        {
            var fate = Obliging || TakesBack ? 9 : _random.Next(12);
            if (fate == 0)
            {
                return; // Nobody hears of it; nor was it done.
            }

            if (TakesBackNothing || fate < 8)
            {
                Happens(new Happening.Postponed(pending.Attempt));
                return;
            }

            var text = _texts[sid];
            var sent = !text.CalledOff && text.SendAtUtc <= _now;
            _texts[sid] = text with { CalledOff = !sent };
            if (fate != 8)
            {
                Happens(new Happening.TextCalledOff(sid, sent));
            }
        }

        private void Reconcile(Pending pending)
        {
            switch (pending.Intent)
            {
                case Intent.ScheduleText text:
                    Happens(Found(pending.Attempt, pending.IssuedUtc, text.After) is Happening.TextScheduled found ? found : new Happening.ScheduleUnknown(pending.Attempt));
                    break;
                default:
                    CarryOut(pending);
                    break;
            }
        }

        /// <summary>The list may be out of reach, and lags by half a minute.</summary>
        private Happening Found(string attempt, DateTimeOffset since, TimeSpan after)
        {
            if (!Obliging && _random.Next(3) == 0)
            {
                return new Happening.ScheduledTextNotFound(attempt, Certain: false);
            }

            var known = Session.Switch.Texts.Select(t => t.MessageSid).ToHashSet();
            var found = _texts.Where(t => !t.Value.CalledOff && !known.Contains(t.Key) && t.Value.MadeUtc >= since && t.Value.MadeUtc <= _now - TimeSpan.FromSeconds(30))
                .OrderBy(t => t.Value.MadeUtc).Select(t => t.Key).FirstOrDefault();
            return found is null ? new Happening.ScheduledTextNotFound(attempt, Certain: true) : new Happening.TextScheduled(attempt, found, _texts[found].MadeUtc + after);
        }
    }
}
