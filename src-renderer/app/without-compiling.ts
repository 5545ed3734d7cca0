import { z } from 'zod';

// The page's policy forbids compiling code at run time, which zod otherwise tries when the first schema is made: so this is imported first.
z.config({ jitless: true });
