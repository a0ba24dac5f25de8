#!/usr/bin/env node
import { createProgram } from './program.js'
import { createIo } from './create-io.js'
import { exitCode } from './exit-code.js'
import { endWithReader } from './end-with-reader.js'

endWithReader(process)
const io = createIo(process)
process.exitCode = await exitCode(createProgram(io), process.argv, io)
