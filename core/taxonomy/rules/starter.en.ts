import type { Starter } from './starter.ts'

export const en: Starter = {
  groups: [
    {
      name: 'Business',
      color: '#1c7ed6',
      topics: [
        {
          name: 'Sales and customers',
          description: 'Finding customers, selling to them and keeping them.',
          embeddingDescription:
            'sales selling prospects leads pipeline closing deals quota negotiation objections customers clients buyers demo follow-up call proposal price discount renewal churn account revenue',
        },
        {
          name: 'Marketing and brand',
          description: 'Being known, and known for something.',
          embeddingDescription:
            'marketing brand branding campaign advertising ads audience content newsletter positioning messaging logo awareness social media followers reach storytelling copywriting launch SEO',
        },
        {
          name: 'Money and funding',
          description: 'Costs, profit, cash and investors.',
          embeddingDescription:
            'finance money cash flow profit margin costs budget funding investors venture capital raise round valuation bank loan invoice taxes bootstrapped runway accounting pricing',
        },
        {
          name: 'Founding a company',
          description: 'Starting something, and what it takes.',
          embeddingDescription:
            'founder startup founding entrepreneur company idea cofounder building from scratch quit my job first year failure pivot product market fit risk bankruptcy business owner',
        },
      ],
    },
    {
      name: 'People',
      color: '#2f9e44',
      topics: [
        {
          name: 'Leadership and teams',
          description: 'Leading people, and working together.',
          embeddingDescription:
            'leadership leader manager managing team trust feedback delegation one-on-one meetings culture decisions motivation conflict remote management boss responsibility',
        },
        {
          name: 'Hiring and careers',
          description: 'Finding work, finding people, growing in a job.',
          embeddingDescription:
            'hiring recruiting recruiter candidate interview job offer resume CV career salary promotion application onboarding talent resignation layoff new position skills',
        },
        {
          name: 'Well-being and balance',
          description: 'Health, rest and time besides work.',
          embeddingDescription:
            'well-being burnout stress health mental health sleep rest vacation holidays family balance exhaustion anxiety sport walk therapy boundaries weekend',
        },
      ],
    },
    {
      name: 'Craft',
      color: '#e8590c',
      topics: [
        {
          name: 'Technology and AI',
          description: 'Software, data and machines that learn.',
          embeddingDescription:
            'technology artificial intelligence AI model ChatGPT prompt automation software code developers programming data cloud robots algorithm app cybersecurity agents tools',
        },
        {
          name: 'Productivity and habits',
          description: 'Getting the right things done.',
          embeddingDescription:
            'productivity habits routine focus time management calendar to-do list morning deep work procrastination priorities deadline notifications planning discipline goals distraction',
        },
        {
          name: 'Learning and creativity',
          description: 'Getting better at something, and having ideas.',
          embeddingDescription:
            'learning education book reading books course school lessons study teach teacher mentor creativity ideas writing design practice skill curiosity inspiration drawing',
        },
      ],
    },
  ],
  audiences: [
    {
      name: 'Founders and owners',
      description: 'They run a small company and decide everything themselves.',
      jobTitles: ['founder', 'CEO', 'owner', 'entrepreneur', 'freelancer'],
      painPoints: ['too little time', 'cash flow', 'doing everything alone', 'finding the first customers'],
      goals: ['grow the company', 'raise funding', 'hire the first team'],
      vocabularyToUse: ['startup', 'growth', 'customers', 'cash', 'runway'],
      vocabularyToAvoid: ['synergy', 'stakeholder alignment'],
      tonePreferences: 'Direct, honest about failure, with figures.',
    },
    {
      name: 'Sales teams',
      description: 'They talk to buyers every day and have a number to reach.',
      jobTitles: ['sales representative', 'account executive', 'head of sales', 'business developer'],
      painPoints: ['prospects who do not answer', 'lost deals', 'quota pressure', 'price objections'],
      goals: ['more meetings', 'close deals', 'a full pipeline'],
      vocabularyToUse: ['prospect', 'pipeline', 'deal', 'closing', 'cold call'],
      vocabularyToAvoid: ['brand purpose'],
      tonePreferences: 'Quick, practical, something to try today.',
    },
    {
      name: 'Marketers',
      description: 'They make a company known and have to show that it worked.',
      jobTitles: ['marketing manager', 'content creator', 'social media manager', 'CMO', 'copywriter'],
      painPoints: ['falling reach', 'no budget', 'proving results', 'always new content'],
      goals: ['a bigger audience', 'campaigns that convert', 'a clear brand'],
      vocabularyToUse: ['campaign', 'content', 'audience', 'brand', 'conversion'],
      vocabularyToAvoid: ['just make it viral'],
      tonePreferences: 'Creative, with examples that can be seen.',
    },
    {
      name: 'Managers and leaders',
      description: 'They lead people and answer for what these do.',
      jobTitles: ['team lead', 'manager', 'director', 'head of department'],
      painPoints: ['endless meetings', 'conflicts in the team', 'people who leave', 'hard conversations'],
      goals: ['a team that trusts', 'better feedback', 'decisions that hold'],
      vocabularyToUse: ['team', 'feedback', 'trust', 'delegate', 'leadership'],
      vocabularyToAvoid: ['human capital'],
      tonePreferences: 'Calm, from experience, no lecture.',
    },
    {
      name: 'Recruiters and HR',
      description: 'They find people and look after those who are there.',
      jobTitles: ['recruiter', 'HR manager', 'talent acquisition', 'people partner'],
      painPoints: ['too few applications', 'candidates who vanish', 'slow hiring', 'people who resign'],
      goals: ['good candidates', 'a fair interview', 'people who stay'],
      vocabularyToUse: ['candidate', 'interview', 'hiring', 'onboarding', 'employer'],
      vocabularyToAvoid: ['resources'],
      tonePreferences: 'Human, respectful, concrete.',
    },
    {
      name: 'Developers and engineers',
      description: 'They build software and distrust big words.',
      jobTitles: ['developer', 'software engineer', 'CTO', 'data scientist', 'product engineer'],
      painPoints: ['legacy code', 'bugs in production', 'unclear requirements', 'interruptions'],
      goals: ['clean code', 'fast deploys', 'learn new technology'],
      vocabularyToUse: ['code', 'deploy', 'API', 'bug', 'open source'],
      vocabularyToAvoid: ['revolutionary', 'game changer'],
      tonePreferences: 'Precise, without hype, with the trade-offs.',
    },
  ],
  hookTypes: [
    {
      name: 'Question',
      description: 'A question to the reader. Have you ever? What if? Why do you? How would you?',
      promptInstruction:
        'Ask one short question that the reader answers for themselves at once. No second question.',
    },
    {
      name: 'Figure',
      description:
        'A number or statistic that surprises. Percent, million, half of, figures, statistic, data.',
      promptInstruction: 'Begin with one exact number from the source, and what it counts. Invent no number.',
    },
    {
      name: 'Story',
      description:
        'A moment that happened to the author. Story: last week, years ago, I was, she told me, that day.',
      promptInstruction: 'Begin in the middle of a moment: when, where, who. No moral yet.',
    },
    {
      name: 'Confession',
      description:
        'A mistake or failure that is admitted. Mistake: I was wrong, I failed, I lost, I regret, my biggest mistake.',
      promptInstruction: 'Admit one mistake in the first person, plainly, with what it cost.',
    },
    {
      name: 'Contrary opinion',
      description:
        'The opposite of what everybody says. Opinion: unpopular, stop, nobody needs, is a lie, is dead, overrated, myth.',
      promptInstruction: 'State in one sentence what most people in the field get wrong. Be fair to them.',
    },
    {
      name: 'List',
      description:
        'A list that is announced. List: 5 lessons, 7 tools, 3 tips, 10 ways, reasons, steps, rules, habits.',
      promptInstruction: 'Announce how many points follow and what they are good for.',
    },
    {
      name: 'How-to',
      description:
        'A promise of how something is done. How-to: how to, how I, guide, step by step, here is how, method.',
      promptInstruction: 'Promise one result and say how long or how much it takes.',
    },
    {
      name: 'News',
      description:
        'Something new is announced. News: today, we launched, announcing, proud, thrilled, new, finally, just released.',
      promptInstruction: 'Say what is new and for whom, in one sentence, without “proud” or “thrilled”.',
    },
  ],
  structures: [
    {
      name: 'Problem, solution',
      description: 'The reader’s problem, why it persists, what solves it, the first step.',
    },
    {
      name: 'Before, after, bridge',
      description: 'How it was, how it is now, and what led from one to the other.',
    },
    {
      name: 'Story with a lesson',
      description: 'A scene, the turn, what it taught, a question to the reader.',
    },
    { name: 'List of tips', description: 'One line of promise, three to seven short points, a summary.' },
    { name: 'Myth and fact', description: 'What is believed, why it is wrong, what is true, the evidence.' },
    {
      name: 'Case study',
      description: 'Who, the task, what was done, the result in numbers, what others can take from it.',
    },
    {
      name: 'Opinion with reasons',
      description: 'The thesis, three reasons, the best objection, the conclusion.',
    },
    { name: 'Announcement', description: 'The news, for whom it matters, what changes, where to go next.' },
  ],
}
